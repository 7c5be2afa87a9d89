#include "cohort_run/grade_fingerprint.h"

#include <filesystem>

#include "config/calibration.h"
#include "config/version.h"
#include "files/crc32.h"
#include "files/text_file.h"
#include "pipeline/run_fingerprint.h"

namespace lumbar {

Json grade_fingerprint(const GradeFoldersOptions& options, const std::vector<NetFile>& nets) {
    Json run = {{"cohort_journal", 1}, {"version", version()}};
    if (options.shard.parts > 1) run["part"] = part_name(options.shard);
    run["report"] = !options.no_report;
    run["dicom"] = options.dicom;
    const auto calibration = options.weights / kCalibrationName;
    if (std::filesystem::exists(calibration))
        run["calibration"] = fingerprint_of(read_text_file(calibration));
    add_grading(run, options, options.weights, nets);
    return run;
}

}  // namespace lumbar
