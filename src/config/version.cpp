#include "config/version.h"

namespace lumbar {

std::string_view version() {
    return LUMBAR_VERSION;
}

}  // namespace lumbar
