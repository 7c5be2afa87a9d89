#include "dicom_file/series_limits.h"

#include "base/fixed_decimals.h"

namespace lumbar {

SeriesLimits limits_of(double series_gb) {
    SeriesLimits limits;
    limits.bytes = static_cast<std::size_t>(series_gb * 1e9);
    return limits;
}

std::string megabytes(std::size_t bytes) {
    return fixed_decimals(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

}  // namespace lumbar
