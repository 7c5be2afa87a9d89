#include "image/image_file.h"

#include <climits>
#include <cstddef>
#include <memory>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"

// The one place where stb's code is compiled; its names stay here.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#if !defined(__clang_analyzer__)  // which finds a false alarm there
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#endif
#include <stb_image.h>
#include <stb_image_write.h>

namespace lumbar {
namespace {

std::string shape_of(const Picture& picture) {
    return std::to_string(picture.height) + "x" + std::to_string(picture.width) + " pixels of " +
           std::to_string(picture.channels) + " channels, " + std::to_string(picture.pixels.size()) +
           " bytes";
}

void check_picture(const Picture& picture, const std::string& where) {
    const bool sensible =
        picture.height > 0 && picture.width > 0 && (picture.channels == 1 || picture.channels == 3);
    // stb counts bytes in int.
    const auto bytes = sensible ? static_cast<std::size_t>(picture.height) *
                                      static_cast<std::size_t>(picture.width) *
                                      static_cast<std::size_t>(picture.channels)
                                : 0;
    if (sensible && bytes == picture.pixels.size() && bytes <= INT_MAX / 2) return;
    throw Error({"cannot write the picture", where, "1 or 3 channels and a byte for each of every pixel",
                 shape_of(picture)},
                ExitCode::output);
}

void append(void* bytes, void* data, int size) {
    static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

[[noreturn]] void refuse(const std::filesystem::path& path) {
    const char* reason = stbi_failure_reason();
    throw Error({"cannot read the picture", path.string(), "a PNG, JPEG, BMP or other picture",
                 reason ? reason : "nothing readable"});
}

std::string encode(const Picture& picture, const std::string& where) {
    check_picture(picture, where);
    std::string bytes;
    const int stride = picture.width * picture.channels;
    if (!stbi_write_png_to_func(append, &bytes, picture.width, picture.height, picture.channels,
                                picture.pixels.data(), stride)) {
        throw Error({"cannot encode the picture", where, "", shape_of(picture)}, ExitCode::output);
    }
    return bytes;
}

}  // namespace

std::string encode_png(const Picture& picture) {
    return encode(picture, "a PNG in memory");
}

void write_png(const std::filesystem::path& path, const Picture& picture) {
    write_file_atomically(path, encode(picture, path.string()));
}

Picture read_picture(const std::filesystem::path& path) {
    Picture picture;
    int stored = 0;
    if (!stbi_info(path.c_str(), &picture.width, &picture.height, &stored)) refuse(path);
    picture.channels = stored <= 2 ? 1 : 3;  // 2 and 4 have alpha
    const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
        stbi_load(path.c_str(), &picture.width, &picture.height, &stored, picture.channels), stbi_image_free);
    if (!pixels) refuse(path);
    const auto size = static_cast<std::size_t>(picture.height) * static_cast<std::size_t>(picture.width) *
                      static_cast<std::size_t>(picture.channels);
    picture.pixels.assign(pixels.get(), pixels.get() + size);
    return picture;
}

}  // namespace lumbar
