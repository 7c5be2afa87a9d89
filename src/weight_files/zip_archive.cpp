#include "weight_files/zip_archive.h"

#include "archive/zip_reader.h"
#include "base/error.h"

namespace lumbar {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what,
                         const std::string& found = "") {
    throw Error(
        {what, path.string(), "a zip archive of stored records, as torch.save writes since 1.6", found},
        ExitCode::weights);
}

}  // namespace

ZipArchive::ZipArchive(const std::filesystem::path& path) : file_(std::make_shared<MappedFile>(path)) {
    ZipReader reader(path);
    if (!reader.is_open()) refuse(path, "not a torch checkpoint");
    const bool is_whole = reader.for_each_entry([&](const ZipEntry& entry) {
        if (entry.method != kZipStored || entry.is_encrypted) refuse(path, "a record is packed", entry.name);
        const auto offset = reader.offset_of(entry);
        if (!offset) refuse(path, "a record cannot be opened", entry.name);
        if (*offset > file_->size() || entry.size > file_->size() - *offset) {
            refuse(path, "a record ends outside the file", entry.name);
        }
        records_[entry.name] = {file_->data() + *offset, entry.size};
        return true;
    });
    if (!is_whole) refuse(path, "the archive's directory is damaged");
}

}  // namespace lumbar
