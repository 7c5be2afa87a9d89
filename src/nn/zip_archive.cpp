#include "nn/zip_archive.h"

#include <minizip/unzip.h>

#include <array>

#include "base/error.h"

namespace lumbar {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what,
                         const std::string& found = "") {
    throw Error(
        {what, path.string(), "a zip archive of stored records, as torch.save writes since 1.6", found},
        ExitCode::weights);
}

struct CloseArchive {
    void operator()(void* archive) const { unzClose(archive); }
};

// Where the current record's bytes begin in the file.
std::uint64_t data_offset(unzFile archive, const std::filesystem::path& path, const std::string& name) {
    if (unzOpenCurrentFile(archive) != UNZ_OK) refuse(path, "a record cannot be opened", name);
    const std::uint64_t offset = unzGetCurrentFileZStreamPos64(archive);
    unzCloseCurrentFile(archive);
    return offset;
}

}  // namespace

ZipArchive::ZipArchive(const std::filesystem::path& path) : file_(std::make_shared<MappedFile>(path)) {
    const std::unique_ptr<void, CloseArchive> archive(unzOpen64(path.c_str()));
    if (!archive) refuse(path, "not a torch checkpoint");
    for (int state = unzGoToFirstFile(archive.get()); state != UNZ_END_OF_LIST_OF_FILE;
         state = unzGoToNextFile(archive.get())) {
        unz_file_info64 info{};
        std::array<char, 1024> name{};
        if (state != UNZ_OK || unzGetCurrentFileInfo64(archive.get(), &info, name.data(), name.size() - 1,
                                                       nullptr, 0, nullptr, 0) != UNZ_OK) {
            refuse(path, "the archive's directory is damaged");
        }
        constexpr uLong kEncrypted = 1;
        if (info.compression_method != 0 || (info.flag & kEncrypted))
            refuse(path, "a record is packed", name.data());
        const std::uint64_t offset = data_offset(archive.get(), path, name.data());
        if (offset > file_->size() || info.uncompressed_size > file_->size() - offset) {
            refuse(path, "a record ends outside the file", name.data());
        }
        records_[name.data()] = {file_->data() + offset, info.uncompressed_size};
    }
}

}  // namespace lumbar
