#include <array>
#include <filesystem>

#include "competition/folds.h"
#include "competition/label_coordinates.h"
#include "competition/label_list.h"
#include "competition/labels.h"
#include "competition/points_file.h"
#include "competition/series_list.h"
#include "competition/soft_labels.h"
#include "input_file.h"
#include "score/predictions_file.h"

namespace lumbar::fuzz {
namespace {

using Path = std::filesystem::path;

constexpr std::array kReaders = {
    FileReader{"test_series_descriptions.csv",
               [](const Path& file) { read_series_list(file.parent_path(), Split::test); }},
    FileReader{kFoldsName, [](const Path& file) { read_folds(file.parent_path()); }},
    FileReader{"train.csv", [](const Path& file) { read_labels(file); }},
    FileReader{"list.csv", [](const Path& file) { read_label_list(file); }},
    FileReader{"pseudo.csv", [](const Path& file) { read_pseudo_labels(file); }},
    FileReader{"submission.csv",
               [](const Path& file) {
                   read_predictions(file, {{"Smith", {}}});
               }},
    FileReader{"points.csv", [](const Path& file) { read_points(file); }},
    FileReader{"train_label_coordinates.csv", [](const Path& file) { read_label_coordinates(file); }}};

}  // namespace

void read_list(Bytes bytes) {
    read_by_first_byte(kReaders, bytes);
}

}  // namespace lumbar::fuzz
