#include "config/command_lines.h"

#include "base/error.h"
#include "config/onnx_name.h"
#include "config/option_values.h"

namespace lumbar {
namespace {

po::typed_value<std::string>* device_value(DeviceRequest& target) {
    return po::value<std::string>()->value_name("NAME")->default_value("auto")->notifier(
        [&](const std::string& text) { target = parse_device_request(text); });
}

constexpr const char* kSeriesGbHelp =
    "the most memory that reading one series may take, and twice that a study; what asks for more is left "
    "out";

void refuse_flags_of_weights_for_onnx(const po::variables_map& given) {
    if (!given.count("output") || !is_onnx_name(given["output"].as<std::string>())) return;
    for (const char* flag : {"dtype", "in-chans"}) {
        if (!given.count(flag)) continue;
        throw Error(
            {std::string("--") + flag + " does not apply to an .onnx file", "lumbar convert",
             "OUT.safetensors or OUT.pt, or no --" + std::string(flag), given["output"].as<std::string>()},
            ExitCode::usage);
    }
}

void require_path_or_system(const po::variables_map& given) {
    const bool has_path = given.count("path") > 0, of_system = given["system"].as<bool>();
    if (has_path != of_system) return;
    throw Error({has_path ? "--system takes no path" : "no path", "lumbar inspect", "PATH or --system"},
                ExitCode::usage);
}

}  // namespace

void add_common_flags(po::options_description& flags, CommonOptions& to) {
    auto add = flags.add_options();
    add("log", path_value(to.log), "write the log to this file too");
    add("quiet,q", po::bool_switch(&to.is_quiet), "print only warnings, errors and the final summary");
    add("help,h", "this text");
}

void add_grading_flags(po::options_description& flags, GradingOptions& to) {
    auto add = flags.add_options();
    add("device", device_value(to.device),
        "auto, cpu, gpu, or GPUs by number: gpu:0,gpu:1; auto takes every GPU that works, else the CPU");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("precision", po::value(&to.precision)->value_name("NAME")->default_value("auto"),
        "auto, fp32, bf16 or fp16; auto: fp16 on a GPU, bf16 on CPUs that multiply it, else fp32");
    add("batch", count_value(to.batch, 0, "batch", 0, 65536),
        "frames in one forward pass; 0: what suits the device");
    add("memory", po::value(&to.memory_gb)->value_name("GB")->default_value(0, "0")->notifier([](double x) {
        if (!(x >= 0)) refuse("memory", "gigabytes, or 0", std::to_string(x));
    }),
        "the most to take of the machine's memory: passes and --max-series-gb are made smaller to fit; 0: no "
        "limit");
    add("max-series-gb", series_gb_value(to.max_series_gb), kSeriesGbHelp);
    add("tta", count_value(to.tta, 9, "tta", 1, 9), "test-time views: the first N of the nine rotations");
    add("recipes", list_value(to.recipes), "only these recipes of stage 2");
    add("folds", list_value(to.folds, "folds"), "only nets of these folds");
    add("points", path_value(to.points),
        "skip stage 1: take the points from this CSV (coords_v7.csv's layout)");
}

CommandLine predict_line(PredictOptions& to) {
    CommandLine line{"predict", "--data DIR --weights DIR --output submission.csv",
                     "grades every study of a competition folder", po::options_description("Flags")};
    line.examples = {"lumbar predict --data rsna --weights nets --output submission.csv",
                     "lumbar predict --data rsna --weights nets --output s.csv --deadline 8h"};
    auto add = line.flags.add_options();
    add("data", path_value(to.data)->required(),
        "folder with {test,train}_series_descriptions.csv and images; without a list any PATH as in grade");
    add("weights", path_value(to.weights)->required(),
        "folder of nets: NAME.safetensors or .pt, with NAME.json");
    add("output", path_value(to.output)->required(), "the CSV to write");
    add("split", choice_value(to.split, "test", "split", {"test", "train"}), "which studies");
    add_grading_flags(line.flags, to);
    add("deadline", duration_value(to.deadline_s, "deadline"),
        "end within that time (8.5h, 30m, 600s): views, folds, then recipes are left out if need be");
    add("resume", po::bool_switch(&to.resume),
        "continue a run that was stopped, from the journal beside the output");
    add("save-points", path_value(to.save_points), "write stage 1's points in that layout");
    return line;
}

CommandLine grade_line(GradeFoldersOptions& to) {
    CommandLine line{"grade", "PATH... --weights DIR --output DIR",
                     "grades the studies in any folder or archive of DICOM files",
                     po::options_description("Flags")};
    line.examples = {"lumbar grade /archive/patient7 --weights nets --output graded",
                     "lumbar grade scans --weights nets --output graded --dry-run"};
    auto add = line.flags.add_options();
    add("path", path_list_value(to.paths)->required(),
        "folders of any depth, zip archives, DICOMDIR or DICOM files (no flag needed)");
    add("weights", path_value(to.weights)->required(),
        "folder of nets: NAME.safetensors or .pt, with NAME.json");
    add("output", path_value(to.output)->required(),
        "the folder for grades.csv, grades.json, series.csv and the pages (index.html)");
    add("dry-run", po::bool_switch(&to.dry_run),
        "only write series.csv: what each series is taken as, or why it is left out");
    add("series", po::value(&to.series)->composing()->value_name("UID=t1|t2"),
        "take this series as T1 or T2, whatever its headers say; may be repeated");
    add("no-report", po::bool_switch(&to.no_report), "write no page of the cohort and of each patient");
    add("dicom", po::bool_switch(&to.dicom),
        "also write DIR/dicom/STUDY_UID: a DICOM structured report and annotated slices");
    add("shard", po::value<std::string>()->value_name("PART/PARTS")->notifier([&to](const std::string& text) {
        to.shard = parse_shard(text);
    }),
        "grade only this part of the studies: 3/16, or slurm in a job array; merge joins the parts");
    add_grading_flags(line.flags, to);
    line.positional.add("path", -1);
    line.notes =
        "\nA run that was stopped goes on when its command is repeated: studies that are\n"
        "graded are kept. Other nets or settings need another --output.\n";
    return line;
}

CommandLine prepare_line(PrepareOptions& to) {
    CommandLine line{"prepare", "--data DIR --output CACHE",
                     "decodes the training data once, for training to map", po::options_description("Flags")};
    line.examples = {"lumbar prepare --data rsna --output cache",
                     "lumbar prepare --data rsna --output cache --points coords_v7.csv"};
    auto add = line.flags.add_options();
    add("data", path_value(to.data)->required(), "folder with train_series_descriptions.csv and images");
    add("output", path_value(to.output)->required(),
        "the cache's folder; series that are in it and unchanged are kept");
    add("points", path_value(to.points),
        "CSV in coords_v7.csv's layout; without: DIR/coords_v7.csv, else from "
        "DIR/train_label_coordinates.csv");
    add("locate-size", count_value(to.locate_size, 256, "locate-size", 16, 1024),
        "px, both sides of stage 1's frames");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "series at a time");
    add("max-series-gb", series_gb_value(to.max_series_gb), kSeriesGbHelp);
    return line;
}

CommandLine inspect_line(InspectOptions& to) {
    CommandLine line{
        "inspect",
        "PATH [--picture FILE.png] [--complete]\nlumbar inspect SERIES --augment FILE.png [--seed S]\n"
        "lumbar inspect --system",
        "says what a DICOM file or series, a weights file or folder is, or what this machine has",
        po::options_description("Flags")};
    line.examples = {"lumbar inspect nets", "lumbar inspect rsna/test_images/7/12 --picture sheet.png",
                     "lumbar inspect --system"};
    line.check = require_path_or_system;
    auto add = line.flags.add_options();
    add("path", path_value(to.path), "the file or folder (no flag needed)");
    add("system", po::bool_switch(&to.system),
        "CPU, memory, GPUs, versions of libraries and free disk space of this machine");
    add("picture", path_value(to.picture), "also draw a series' frames, left to right, into this PNG");
    add("augment", path_value(to.augment),
        "also draw what training may make of a series' middle frame into this PNG");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0),
        "the same seed draws the same augmentations");
    add("complete", po::bool_switch(&to.complete),
        "of a weights folder: end with exit code 4 unless its nets can grade every condition");
    line.positional.add("path", 1);
    return line;
}

CommandLine convert_line(ConvertOptions& to) {
    CommandLine line{"convert", "IN OUT",
                     "converts weights between .pt and .safetensors, and a net into .onnx",
                     po::options_description("Flags")};
    line.examples = {"lumbar convert net.pt net.safetensors --dtype float16",
                     "lumbar convert nets/net.safetensors net.onnx"};
    line.check = refuse_flags_of_weights_for_onnx;
    line.notes =
        "\nOUT.onnx is a net for other programs, such as ONNX Runtime and OpenVINO, in\n"
        "float32. It needs IN's metadata, the .json beside it (docs/formats.md#onnx).\n";
    auto add = line.flags.add_options();
    add("input", path_value(to.input)->required(), "the file to read (no flag needed)");
    add("output", path_value(to.output)->required(), "the file to write (no flag needed)");
    add("dtype", choice_value(to.dtype, nullptr, "dtype", {"float32", "float16", "bfloat16"}),
        "type of the floating-point tensors");
    add("key", po::value(&to.key)->value_name("KEY"),
        "in a checkpoint of several nets: which dict to take, such as ema or ema.module");
    add("prefix", po::value(&to.prefix)->value_name("P"),
        "take the tensors whose names begin with P and remove P; default: module. and the like");
    add("in-chans", po::value<int>()->value_name("1")->notifier([&to](int channels) {
        if (channels != 1) refuse("in-chans", "1", std::to_string(channels));
        to.sum_to_one_channel = true;
    }),
        "for timm's weights: sum the first convolution over its channels, drop the classifier");
    line.positional.add("input", 1).add("output", 1);
    return line;
}

CommandLine check_line(CheckOptions& to) {
    CommandLine line{"check", "--weights DIR [--device NAME]",
                     "compares every device's answers with float32 on the CPU, and times them",
                     po::options_description("Flags")};
    line.examples = {"lumbar check --weights nets", "lumbar check --weights nets --device gpu:0"};
    auto add = line.flags.add_options();
    add("weights", path_value(to.weights)->required(), "folder of nets");
    add("device", device_value(to.device),
        "auto (the CPU and every GPU), cpu, gpu, gpu:N, or several: gpu:0,gpu:1");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("recipes", list_value(to.recipes), "only these recipes of stage 2");
    add("folds", list_value(to.folds, "folds"), "only nets of these folds");
    line.notes =
        "\nExit code 6 if a net's answers differ by more than the bound of its format,\n"
        "or if a device that was named cannot be used.\n";
    return line;
}

CommandLine denoise_line(DenoiseOptions& to) {
    CommandLine line{"denoise", "--labels train.csv --oof predictions.csv --output noisy.csv",
                     "lists the labels that out-of-fold predictions contradict",
                     po::options_description("Flags")};
    line.examples = {"lumbar denoise --labels rsna/train.csv --oof oof.csv --output noisy.csv",
                     "lumbar denoise --labels t.csv --oof oof.csv --output noisy.csv --threshold 0.9"};
    auto add = line.flags.add_options();
    add("labels", path_value(to.labels)->required(), "the competition's train.csv");
    add("oof", path_value(to.oof)->required(),
        "predictions, laid out as a submission, by nets that did not learn from these studies");
    add("output", path_value(to.output)->required(), "the list to write: study_id,target,level");
    add("threshold",
        po::value(&to.threshold)->value_name("X")->default_value(0.85, "0.85")->notifier([](double x) {
            if (!(x >= 0 && x <= 1)) refuse("threshold", "0 to 1", std::to_string(x));
        }),
        "a label is listed if 1 - its predicted probability is more than this");
    return line;
}

CommandLine calibrate_line(CalibrateOptions& to) {
    CommandLine line{"calibrate", "--data DIR --oof oof.csv --weights DIR",
                     "fits what makes grade's probabilities calibrated", po::options_description("Flags")};
    line.examples = {"lumbar calibrate --data rsna --oof oof.csv --weights nets",
                     "lumbar calibrate --data rsna --oof oof.csv --weights nets --log fit.txt"};
    auto add = line.flags.add_options();
    add("data", path_value(to.data)->required(),
        "the competition's folder: train.csv and metadata.csv (folds)");
    add("oof", path_value(to.oof)->required(),
        "out-of-fold predictions of these nets, as evaluate --output writes them");
    add("weights", path_value(to.weights)->required(),
        "the folder of the nets, into which calibration.json goes");
    line.notes =
        "\nA temperature for each condition, by the competition's weighted log loss.\n"
        "grade uses it; predict does not, and so writes what the solution writes.\n";
    return line;
}

CommandLine folds_line(FoldsOptions& to) {
    CommandLine line{"folds", "--data DIR",
                     "divides the training studies into folds of about the same grades",
                     po::options_description("Flags")};
    line.examples = {"lumbar folds --data rsna",
                     "lumbar folds --data rsna --folds 5 --seed 1 --output metadata5.csv"};
    auto add = line.flags.add_options();
    add("data", path_value(to.data)->required(),
        "the competition's folder: train.csv, train_series_descriptions.csv");
    add("output", path_value(to.output), "the list to write; without: DIR/metadata.csv, if there is none");
    add("folds", count_value(to.folds, 4, "folds", 2, 1000), "how many");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0), "of the order of the studies");
    return line;
}

}  // namespace lumbar
