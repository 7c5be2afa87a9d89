#include "synth/synthetic_study.h"

#include <algorithm>
#include <cstddef>

#include "base/make_folder.h"
#include "base/run_parallel.h"

namespace lumbar {
namespace {

// Streams of a study's seed; one each, so that a change in one place moves nothing else.
enum Stream : std::uint64_t { kGrades = 10, kLabels, kT2, kT1, kAxial };

constexpr int kFewestAcquired_px = 128;
constexpr const char* kUidRoot = "1.2.826.0.1.3680043.10.1441.";

SyntheticSeries draw_series(const char* description, std::optional<SeriesKind> kind, const Anatomy& anatomy,
                            int image_size, std::uint64_t seed) {
    Random random(seed);
    SyntheticSeries series;
    series.description = description;
    series.kind = kind;
    series.slices =
        kind ? plan_sagittal(anatomy, *kind, image_size, random) : plan_axial(anatomy, image_size, random);
    series.scanner = draw_scanner(kind.value_or(SeriesKind::sagittal_t2), anatomy, random);
    // Small pictures are for tests and quick looks: no need to acquire much more than they show.
    const int longer = std::max(series.slices[0].height, series.slices[0].width);
    const int enough = std::max(kFewestAcquired_px, longer * 5 / 4);
    series.scanner.acquired_px = std::min(series.scanner.acquired_px, kind ? enough : std::min(enough, 224));
    series.noise_seed = random.bits();
    return series;
}

}  // namespace

SyntheticStudy draw_study(std::uint64_t seed, int image_size, double missing_label_share) {
    Random random(derive_seed(seed, kGrades));
    return draw_study(sample_grades(random), seed, image_size, missing_label_share);
}

SyntheticStudy draw_study(const GradeSheet& grades, std::uint64_t seed, int image_size,
                          double missing_label_share) {
    Random blanks(derive_seed(seed, kLabels));
    SyntheticStudy study{{}, blank_labels(grades, missing_label_share, blanks), Anatomy(grades, seed), {}, {},
                         {}};
    const Anatomy& body = study.anatomy;
    study.t2 =
        draw_series("Sagittal T2/STIR", SeriesKind::sagittal_t2, body, image_size, derive_seed(seed, kT2));
    study.t1 = draw_series("Sagittal T1", SeriesKind::sagittal_t1, body, image_size, derive_seed(seed, kT1));
    study.axial = draw_series("Axial T2", std::nullopt, body, image_size, derive_seed(seed, kAxial));
    return study;
}

SliceHeader header_of(const SyntheticStudy& study, const SyntheticSeries& series, const SlicePlane& plane) {
    SliceHeader header;
    header.patient_id = study.id;
    header.study_uid = kUidRoot + study.id;
    header.series_uid = kUidRoot + study.id + "." + series.id;
    header.instance_uid = header.series_uid + "." + std::to_string(plane.instance_number);
    header.series_description = series.description;
    header.instance_number = plane.instance_number;
    header.position_mm = plane.position_mm;
    for (std::size_t i = 0; i < 3; ++i) {
        header.orientation[i] = plane.row_direction[i];
        header.orientation[i + 3] = plane.column_direction[i];
    }
    header.spacing_mm = {plane.spacing_mm, plane.spacing_mm};
    header.thickness_mm = plane.thickness_mm;
    return header;
}

Stack<std::uint16_t> render(const SyntheticStudy& study, const SyntheticSeries& series, std::size_t slice) {
    return render_slice(study.anatomy, series.slices[slice], series.scanner,
                        derive_seed(series.noise_seed, slice));
}

void write_images(const SyntheticStudy& study, const std::filesystem::path& folder, PixelEncoding encoding,
                  int threads) {
    for (const SyntheticSeries* series : study.series()) {
        const std::filesystem::path place = folder / study.id / series->id;
        make_folder(place);
        run_parallel(static_cast<int>(series->slices.size()), threads, [&](int i) {
            const auto number = static_cast<std::size_t>(i);
            const SlicePlane& plane = series->slices[number];
            write_slice(place / (std::to_string(plane.instance_number) + ".dcm"),
                        render(study, *series, number), header_of(study, *series, plane), encoding);
        });
    }
}

}  // namespace lumbar
