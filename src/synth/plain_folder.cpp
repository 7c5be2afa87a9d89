#include "synth/plain_folder.h"

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/make_folder.h"
#include "base/run_parallel.h"

namespace lumbar {
namespace {

// A series of the folder and what all its files say.
struct PlainSeries {
    SyntheticSeries series;
    std::string image_type;
    double repetition_ms = 0, echo_ms = 0;
    bool is_secondary_capture = false;
};

constexpr const char* kOriginal = "ORIGINAL\\PRIMARY\\M\\ND";

SyntheticSeries series_like(const SyntheticSeries& model, const char* id, const char* description) {
    SyntheticSeries series = model;
    series.id = id;
    series.description = description;
    series.slices.clear();
    return series;
}

// Three pictures of each plane around the third disc.
SyntheticSeries make_localizer(const SyntheticStudy& study) {
    using Direction = std::array<double, 3>;
    SyntheticSeries series = series_like(study.t2, "1", "localizer");
    const PatientPoint centre = study.anatomy.disc_back(2);
    constexpr double kApart_mm = 15;
    const std::array<std::array<Direction, 2>, 3> planes = {
        {{{{0, 1, 0}, {0, 0, -1}}}, {{{1, 0, 0}, {0, 0, -1}}}, {{{1, 0, 0}, {0, 1, 0}}}}};
    for (const auto& [row, column] : planes) {
        for (const double offset : {-kApart_mm, 0.0, kApart_mm}) {
            SlicePlane plane;
            plane.height = plane.width = 64;
            plane.spacing_mm = 6;
            plane.thickness_mm = 8;
            plane.row_direction = row;
            plane.column_direction = column;
            const Direction normal = normal_of(plane);
            const double half_mm = plane.spacing_mm * (plane.width - 1) / 2;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                plane.position_mm[axis] =
                    centre[axis] + offset * normal[axis] - half_mm * (row[axis] + column[axis]);
            }
            plane.instance_number = static_cast<int>(series.slices.size()) + 1;
            series.slices.push_back(plane);
        }
    }
    return series;
}

SyntheticSeries some_slices(const SyntheticSeries& model, const char* id, const char* description,
                            std::size_t count) {
    SyntheticSeries series = series_like(model, id, description);
    const auto middle = model.slices.begin() + static_cast<std::ptrdiff_t>((model.slices.size() - count) / 2);
    series.slices.assign(middle, middle + static_cast<std::ptrdiff_t>(count));
    return series;
}

std::vector<PlainSeries> series_of(const SyntheticStudy& study) {
    std::vector<PlainSeries> all = {
        {make_localizer(study), "ORIGINAL\\PRIMARY\\LOCALIZER", 8, 4},
        {study.t2, kOriginal, 3500, 100},
        {study.t1, kOriginal, 550, 10},
        {study.axial, kOriginal, 4000, 105},
        {some_slices(study.t2, "5", "ep2d_diff_ADC", 5), "DERIVED\\PRIMARY\\DIFFUSION\\ADC", 4200, 80},
        {some_slices(study.t2, "6", "Key images", 1), "DERIVED\\SECONDARY\\OTHER", 0, 0, true}};
    // Scanners' names; the timing says which is which.
    all[1].series.description = "sag tse";
    all[2].series.description = "sag tse 2";
    all[3].series.description = "tra tse";
    return all;
}

struct PlainFile {
    const PlainSeries* series;
    std::size_t slice;
};

SliceHeader header_of_file(const SyntheticStudy& study, const PlainSeries& plain, std::size_t slice,
                           int series_number) {
    SliceHeader header = header_of(study, plain.series, plain.series.slices[slice]);
    header.image_type = plain.image_type;
    header.repetition_ms = plain.repetition_ms;
    header.echo_ms = plain.echo_ms;
    header.series_number = series_number;
    header.is_secondary_capture = plain.is_secondary_capture;
    return header;
}

std::string numbered_name(std::size_t number) {
    char name[32];
    std::snprintf(name, sizeof name, "IM%04zu", number + 1);
    return name;
}

}  // namespace

void write_plain_images(const SyntheticStudy& study, const std::filesystem::path& folder, std::uint64_t seed,
                        PixelEncoding encoding, int threads) {
    const auto all = series_of(study);
    std::vector<PlainFile> files;
    for (const PlainSeries& plain : all) {
        for (std::size_t slice = 0; slice < plain.series.slices.size(); ++slice) {
            files.push_back({&plain, slice});
        }
    }
    Random(seed).shuffle(files);
    make_folder(folder);
    run_parallel(static_cast<int>(files.size()), threads, [&](int i) {
        const auto number = static_cast<std::size_t>(i);
        const auto& [plain, slice] = files[number];
        const SliceHeader header =
            header_of_file(study, *plain, slice, static_cast<int>(plain - all.data()) + 1);
        write_slice(folder / (seed % 2 == 0 ? numbered_name(number) : header.instance_uid),
                    render(study, plain->series, slice), header, encoding);
    });
}

}  // namespace lumbar
