#include "cohort_run/grade_fingerprint.h"

#include "config/calibration.h"
#include "config/version.h"
#include "pipeline/run_fingerprint.h"

namespace lumbar {

Json grade_fingerprint(const GradeFoldersOptions& options, const std::vector<NetFile>& nets) {
    Json run = {{"cohort_journal", 1}, {"version", version()}};
    if (options.shard.parts > 1) run["part"] = part_name(options.shard);
    run["report"] = !options.no_report;
    run["dicom"] = options.dicom;
    add_file(run, "calibration", options.weights / kCalibrationName);
    add_grading(run, options, options.weights, nets);
    return run;
}

}  // namespace lumbar
