// Times how long `grade` takes to find the series among many files: their headers, from a warm cache.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/timer.h"
#include "dicom_pixels/slice_writer.h"
#include "intake/scan_folders.h"
#include "support/files.h"

namespace {

namespace fs = std::filesystem;
using namespace lumbar;

constexpr int kSeries = 20, kSlices = 20;
constexpr double kTarget_s = 60, kTargetFiles = 100'000;

// Files of 0.4 MB: 20 series of 20 slices.
std::vector<fs::path> write_files(const fs::path& folder) {
    fs::create_directories(folder);
    std::vector<fs::path> files;
    for (int series = 0; series < kSeries; ++series) {
        for (int slice = 0; slice < kSlices; ++slice) {
            SliceHeader header;
            header.patient_id = "patient";
            header.study_uid = "1.2.826.0.1.3680043.10.1441.1";
            header.series_uid = header.study_uid + "." + std::to_string(series);
            header.instance_uid = header.series_uid + "." + std::to_string(slice);
            header.series_description = "sag tse";
            header.orientation = {0, 1, 0, 0, 0, -1};
            header.position_mm = {4.0 * slice, 0, 0};
            header.repetition_ms = 3500;
            header.echo_ms = 100;
            const fs::path file = folder / header.instance_uid;
            write_slice(file, Stack<std::uint16_t>(1, 448, 448), header, PixelEncoding::raw);
            files.push_back(file);
        }
    }
    return files;
}

// `count` names for them, a hard link each.
void link_files(const std::vector<fs::path>& files, const fs::path& folder, int count) {
    fs::create_directories(folder);
    for (int i = 0; i < count; ++i) {
        const fs::path below = folder / std::to_string(i / 1000);
        if (i % 1000 == 0) fs::create_directories(below);
        fs::create_hard_link(files[static_cast<std::size_t>(i) % files.size()],
                             below / ("IM" + std::to_string(i)));
    }
}

// What reading them takes without looking at them.
double seconds_to_read(const fs::path& folder) {
    const Timer timer;
    std::string beginning(4096, '\0');
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream(entry.path(), std::ios::binary)
            .read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    }
    return timer.seconds();
}

}  // namespace

// scan_bench [FILES [FOLDER]]: of so many made files, or of a folder.
int main(int argc, char** argv) {
    const int count = argc > 1 ? std::max(1, std::atoi(argv[1])) : 20'000;
    const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const test::TemporaryFolder temporary;
    fs::path folder = argc > 2 ? fs::path(argv[2]) : temporary / "links";
    if (argc <= 2) link_files(write_files(temporary / "files"), folder, count);
    seconds_to_read(folder);  // into the cache
    const double reading = seconds_to_read(folder);
    const Timer timer;
    const Scan scan = scan_folders({folder}, threads);
    const double scanning = timer.seconds();
    const auto files = static_cast<double>(scan.files);
    std::printf("scan headers, %zu files, %d threads: %.2f s, %.1f us a file; reading 4 KB of each: %.2f s\n",
                scan.files, threads, scanning, scanning / files * 1e6, reading);
    std::printf("  at that rate %.0f files take %.1f s (target: under %.0f s on two cores, warm cache)\n",
                kTargetFiles, scanning / files * kTargetFiles, kTarget_s);
    std::printf("  (hard links to %d files of 0.4 MB: the system opens and reads each name)\n",
                kSeries * kSlices);
}
