#include "config/series_limit.h"

#include "command_line/flags.h"

namespace lumbar {

void declare_series_limit(Flags& flags, double& max_series_gb) {
    flags.gigabytes("max-series-gb", max_series_gb,
                    "the most memory that reading one series may take, and twice that a study; what asks for "
                    "more is left out");
}

}  // namespace lumbar
