#include "crop/points_file.h"
#include "dicom/catalog.h"
#include "dicom/folds.h"
#include "input_file.h"
#include "prepare/label_coordinates.h"
#include "score/label_list.h"
#include "score/labels.h"
#include "score/soft_labels.h"
#include "submit/submission_file.h"

namespace lumbar::fuzz {
namespace {

void read_chosen(unsigned choice, Bytes text) {
    switch (choice) {
        case 0: {
            read_catalog(input_file("test_series_descriptions.csv", text).parent_path(), Split::test);
            break;
        }
        case 1: {
            read_folds(input_file(kFoldsName, text).parent_path());
            break;
        }
        case 2: {
            read_labels(input_file("train.csv", text));
            break;
        }
        case 3: {
            read_label_list(input_file("list.csv", text));
            break;
        }
        case 4: {
            read_pseudo_labels(input_file("pseudo.csv", text));
            break;
        }
        case 5: {
            read_submission(input_file("submission.csv", text));
            break;
        }
        case 6: {
            read_points(input_file("points.csv", text));
            break;
        }
        default: {
            read_label_coordinates(input_file("train_label_coordinates.csv", text));
        }
    }
}

}  // namespace

void read_list(Bytes bytes) {
    if (bytes.empty()) return;
    accept_or_refuse([&] { read_chosen(bytes.front() % 8, bytes.subspan(1)); });
}

}  // namespace lumbar::fuzz
