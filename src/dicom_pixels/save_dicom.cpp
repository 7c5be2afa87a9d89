#include "dicom_pixels/save_dicom.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dcwcache.h>

#include <new>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/out_of_memory.h"

namespace lumbar {

// DCMTK reports a failed malloc of its own as whatever it was about to do ("Invalid stream").
void check_made(const OFCondition& status, const std::string& where) {
    if (status.good()) return;
    if (status == EC_MemoryExhausted || is_memory_short()) throw std::bad_alloc();
    throw Error({"cannot make the DICOM file", where, "", status.text()}, ExitCode::output);
}

std::vector<char> dicom_bytes(DcmFileFormat& file, PixelEncoding encoding, const std::string& where) {
    constexpr std::size_t kMostOfHeader = 1 << 16;
    E_TransferSyntax syntax = EXS_LittleEndianExplicit;
    if (encoding == PixelEncoding::rle) {
        syntax = EXS_RLELossless;
        check_made(file.getDataset()->chooseRepresentation(syntax, nullptr), where);
    }
    const std::size_t most = file.getDataset()->getLength(syntax, EET_UndefinedLength) + kMostOfHeader;
    std::vector<char> memory(most);
    DcmOutputBufferStream stream(memory.data(), static_cast<offile_off_t>(most));
    DcmWriteCache cache;
    file.transferInit();
    check_made(file.write(stream, syntax, EET_UndefinedLength, &cache, EGL_recalcGL), where);
    file.transferEnd();
    void* bytes = nullptr;
    offile_off_t size = 0;
    stream.flushBuffer(bytes, size);
    memory.resize(static_cast<std::size_t>(size));
    return memory;
}

// By our own writes: DCMTK's saveFile() does not tell that the last bytes did not fit onto the disk.
void save_dicom(DcmFileFormat& file, PixelEncoding encoding, const std::filesystem::path& path) {
    const auto bytes = dicom_bytes(file, encoding, path.string());
    AtomicFile target(path);
    target.write(bytes.data(), bytes.size());
    target.commit();
}

}  // namespace lumbar
