#include "core/study.h"

namespace lumbar {

std::string_view series_kind_name(SeriesKind kind) {
    return kind == SeriesKind::sagittal_t1 ? "T1" : "T2";
}

}  // namespace lumbar
