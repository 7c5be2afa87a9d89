#include "synth/label_files.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/atomic_file.h"
#include "base/fixed_decimals.h"
#include "core/grades.h"
#include "files/csv.h"

namespace lumbar {
namespace {

void add_row(std::string& table, std::initializer_list<std::string_view> fields) {
    bool first = true;
    for (const std::string_view field : fields) {
        if (!first) table += ',';
        table += csv_field(field);
        first = false;
    }
    table += '\n';
}

// Where a finding is marked.
struct Mark {
    const SyntheticSeries& series;
    PatientPoint point;
};

Mark locate_finding(const SyntheticStudy& study, const Finding& finding) {
    const Anatomy& body = study.anatomy;
    const auto level = static_cast<int>(finding.level);
    switch (finding.condition) {
        case Condition::spinal_canal_stenosis:
            return {study.t2, body.canal_centre(level)};
        case Condition::left_neural_foraminal_narrowing:
            return {study.t1, body.foramen(level, kLeft)};
        case Condition::right_neural_foraminal_narrowing:
            return {study.t1, body.foramen(level, kRight)};
        case Condition::left_subarticular_stenosis:
            return {study.axial, body.recess(level, kLeft)};
        default:
            return {study.axial, body.recess(level, kRight)};
    }
}

// In the order of the columns of train.csv.
std::vector<Finding> findings_by_condition() {
    const auto by_level = all_findings();
    std::vector<Finding> findings(by_level.begin(), by_level.end());
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.condition < b.condition; });
    return findings;
}

// From the image's corner, not from the first pixel's centre: x / width is then the relative place.
Point image_point_px(const SlicePlane& plane, const PatientPoint& point) {
    const Point centre = project(plane, point);
    return {centre.x + 0.5, centre.y + 0.5};
}

}  // namespace

LabelFiles::LabelFiles() {
    train_ = "study_id";
    for (const std::string_view condition : kConditionNames) {
        for (const std::string_view level : kLevelNames)
            train_.append(",").append(condition).append("_").append(level);
    }
    train_ += '\n';
    add_row(series_, {"study_id", "series_id", "series_description"});
    add_row(metadata_, {"study_id", "series_id", "series_description", "fold"});
    add_row(coordinates_, {"study_id", "series_id", "instance_number", "condition", "level", "x", "y"});
    add_row(keypoints_, {"series_id", "level", "side", "relative_x", "relative_y"});
}

void LabelFiles::add(const SyntheticStudy& study, int fold) {
    add_series(study, fold);
    add_labels(study);
    add_coordinates(study);
    for (const SyntheticSeries* series : study.series()) {
        if (series->kind) add_keypoints(*series, study.anatomy);
    }
}

void LabelFiles::add_series(const SyntheticStudy& study, int fold) {
    for (const SyntheticSeries* series : study.series()) {
        add_row(series_, {study.id, series->id, series->description});
        add_row(metadata_, {study.id, series->id, series->description, std::to_string(fold)});
    }
}

void LabelFiles::add_labels(const SyntheticStudy& study) {
    train_ += study.id;
    for (const Finding& finding : findings_by_condition()) {
        train_ += ',';
        if (const auto& label = study.labels[finding]) {
            train_ += kClassTitles[static_cast<std::size_t>(*label)];
        }
        row_ids_.push_back(row_id(study.id, finding));
    }
    train_ += '\n';
}

void LabelFiles::add_coordinates(const SyntheticStudy& study) {
    for (const Finding& finding : findings_by_condition()) {
        if (!study.labels[finding]) continue;
        const Mark mark = locate_finding(study, finding);
        const SlicePlane& slice = nearest_slice(mark.series.slices, mark.point);
        const Point at = image_point_px(slice, mark.point);
        add_row(coordinates_, {study.id, mark.series.id, std::to_string(slice.instance_number),
                               kConditionTitles[index(finding.condition)], kLevelTitles[finding.level],
                               fixed_decimals(at.x, 6), fixed_decimals(at.y, 6)});
    }
}

void LabelFiles::add_keypoints(const SyntheticSeries& series, const Anatomy& anatomy) {
    for (int level = 0; level < kLevels; ++level) {
        const bool t1 = series.kind == SeriesKind::sagittal_t1;
        const std::array<PatientPoint, 2> points = {
            t1 ? anatomy.foramen(level, kLeft) : anatomy.disc_front(level),
            t1 ? anatomy.foramen(level, kRight) : anatomy.disc_back(level)};
        for (std::size_t side = 0; side < 2; ++side) {
            const SlicePlane& slice = nearest_slice(series.slices, points[side]);
            const Point at = image_point_px(slice, points[side]);
            add_row(keypoints_,
                    {series.id, kLevelTitles[static_cast<std::size_t>(level)], side == 0 ? "L" : "R",
                     fixed_decimals(at.x / slice.width, 9), fixed_decimals(at.y / slice.height, 9)});
        }
    }
}

void LabelFiles::write(const std::filesystem::path& folder) const {
    write_file_atomically(folder / "train.csv", train_);
    write_file_atomically(folder / "train_series_descriptions.csv", series_);
    write_file_atomically(folder / "test_series_descriptions.csv", series_);
    write_file_atomically(folder / "metadata.csv", metadata_);
    write_file_atomically(folder / "train_label_coordinates.csv", coordinates_);
    write_file_atomically(folder / "coords_v7.csv", keypoints_);
    std::string submission = "row_id,normal_mild,moderate,severe\n";
    std::vector<std::string> sorted = row_ids_;
    std::sort(sorted.begin(), sorted.end());
    for (const std::string& id : sorted)
        submission += id + ",0.3333333333333333,0.3333333333333333,0.3333333333333333\n";
    write_file_atomically(folder / "sample_submission.csv", submission);
}

}  // namespace lumbar
