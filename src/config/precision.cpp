#include "config/precision.h"

#include "base/error.h"

namespace lumbar {

std::string precision_name(const Precision& precision) {
    return std::string(name_of(kPrecisionNames, precision));
}

Precision parse_precision(const std::string& text) {
    if (const auto precision = value_of(kPrecisionNames, text)) return *precision;
    throw Error({"unknown precision", "--precision", "auto, fp32, bf16 or fp16", text}, ExitCode::usage);
}

}  // namespace lumbar
