// Declares --max-series-gb, the memory that one series may take while it is read: a flag of predict, grade,
// evaluate and prepare.
#pragma once

namespace lumbar {

class Flags;

inline constexpr double kMaxSeriesGb = 2;

void declare_series_limit(Flags& flags, double& max_series_gb);

}  // namespace lumbar
