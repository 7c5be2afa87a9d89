#include "graded_folder.h"

#include "support/files.h"

namespace lumbar::test {

FlatFolder::FlatFolder() : DrawnStudies(2) {
    std::filesystem::create_directory(*this / "flat");
    int number = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*this / "data/train_images")) {
        if (!entry.is_regular_file()) continue;
        std::filesystem::copy_file(entry.path(), *this / ("flat/IM" + std::to_string(number++)));
    }
    write_text(*this / "flat/notes", "not DICOM");
}

const FlatFolder& flat_folder() {
    static const FlatFolder once;
    return once;
}

Outcome grade(const std::filesystem::path& output, const std::string& weights) {
    return run_lumbar({"grade", (flat_folder() / "flat").string(), "--weights", weights, "--output",
                       output.string(), "--tta", "1", "--device", "cpu", "--threads", "2"});
}

}  // namespace lumbar::test
