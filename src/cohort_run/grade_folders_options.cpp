#include "cohort_run/grade_folders_options.h"

#include "command_line/flags.h"

namespace lumbar {

void declare(Flags& flags, GradeFoldersOptions& to) {
    flags.required_paths("path", to.paths,
                         "folders of any depth, zip archives, DICOMDIR or DICOM files (no flag needed)");
    flags.required_path("weights", to.weights, "folder of nets: NAME.safetensors or .pt, with NAME.json");
    flags.required_output("output", to.output,
                          "the folder for grades.csv, grades.json, series.csv and the pages (index.html)");
    flags.toggle("dry-run", to.dry_run,
                 "only write series.csv: what each series is taken as, or why it is left out");
    flags.texts("series", to.series, "UID=t1|t2",
                "take this series as T1 or T2, whatever its headers say; may be repeated");
    flags.toggle("no-report", to.no_report, "write no page of the cohort and of each patient");
    flags.toggle("dicom", to.dicom,
                 "also write DIR/dicom/STUDY_UID: a DICOM structured report and annotated slices");
    flags.parsed("shard", to.shard, "PART/PARTS", parse_shard, nullptr,
                 "grade only this part of the studies: 3/16, or slurm in a job array; merge joins the parts");
    declare_grading(flags, to);
    flags.positional("path", -1);
}

}  // namespace lumbar
