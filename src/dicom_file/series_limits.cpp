#include "dicom_file/series_limits.h"

#include <cstdio>

namespace lumbar {

SeriesLimits limits_of(double series_gb) {
    SeriesLimits limits;
    limits.bytes = static_cast<std::size_t>(series_gb * 1e9);
    return limits;
}

std::string megabytes(std::size_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

}  // namespace lumbar
