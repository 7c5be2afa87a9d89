#include "files/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/printable.h"
#include "files/json.h"
#include "files/json_excerpt.h"
#include "files/json_shape.h"

namespace lumbar {
namespace {

struct DTypeInfo {
    DType dtype;
    std::string_view name;
    std::size_t size;
};
constexpr std::array<DTypeInfo, 10> kDTypes = {{{DType::f64, "F64", 8},
                                                {DType::f32, "F32", 4},
                                                {DType::f16, "F16", 2},
                                                {DType::bf16, "BF16", 2},
                                                {DType::i64, "I64", 8},
                                                {DType::i32, "I32", 4},
                                                {DType::i16, "I16", 2},
                                                {DType::i8, "I8", 1},
                                                {DType::u8, "U8", 1},
                                                {DType::boolean, "BOOL", 1}}};

constexpr std::size_t kPrefix = 8;                     // the header's length
constexpr std::uint64_t kLargestHeader = 100'000'000;  // the format's own limit
constexpr std::size_t kMostDimensions = 64;            // torch's own limit
constexpr int kDeepest = 8;                            // levels of JSON; the format needs three
constexpr const char* kMetadataKey = "__metadata__";

// Everything that can be wrong with one file, said the same way.
struct Validator {
    std::string where;

    [[noreturn]] void refuse(const std::string& what, const std::string& expected = "",
                             const std::string& found = "") const {
        throw Error({what, where, expected, found}, ExitCode::weights);
    }
    void check(bool good, const std::string& what, const std::string& expected = "",
               const std::string& found = "") const {
        if (!good) refuse(what, expected, found);
    }
};

// Sorted by name: looking up a name in an ordered one takes time proportional to the number of names.
using Header = nlohmann::json;

// nlohmann keeps the last of two equal keys silently; in a state dict that is a forgery.
Header parse_header(std::string_view text, const Validator& validator) {
    const JsonShape shape = json_shape(text, kDeepest);
    validator.check(!shape.is_too_deep, "the header is not JSON of few levels");
    if (shape.repeated_key) validator.refuse("the header names '" + excerpt(*shape.repeated_key) + "' twice");
    try {
        Header header = Header::parse(text);
        validator.check(header.is_object(), "the header is not a JSON object");
        return header;
    } catch (const Header::exception& e) {
        validator.refuse("the header is not JSON", "", json_reason(e));
    }
}

DType dtype_of(const Header& entry, const std::string& name, const Validator& validator) {
    const auto text = entry.at("dtype").get<std::string>();
    for (const auto& info : kDTypes) {
        if (info.name == text) return info.dtype;
    }
    validator.refuse("tensor '" + excerpt(name) + "' has an unknown type",
                     "F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL", excerpt(text));
}

// Bytes that shape and type ask for; nothing where the product does not fit, or would not but for an extent
// of 0: torch multiplies the others, too.
std::optional<std::uint64_t> byte_count(const std::vector<std::int64_t>& shape, DType dtype) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::uint64_t bytes = size_of(dtype);
    bool is_empty = false;
    for (const std::int64_t extent : shape) {
        if (extent < 0) return {};
        is_empty = is_empty || extent == 0;
        const auto factor = static_cast<std::uint64_t>(std::max<std::int64_t>(extent, 1));
        if (bytes > kMost / factor) return {};
        bytes *= factor;
    }
    return is_empty ? 0 : bytes;
}

std::vector<std::int64_t> shape_of(const std::string& name, const Header& shape, const Validator& validator) {
    if (!shape.is_array() || shape.size() > kMostDimensions) {
        validator.refuse("tensor '" + excerpt(name) + "' has a bad shape",
                         "at most " + std::to_string(kMostDimensions) + " whole numbers",
                         shape.is_array() ? std::to_string(shape.size()) : shape.type_name());
    }
    std::vector<std::int64_t> extents;
    for (const Header& extent : shape) {
        if (!extent.is_number_unsigned()) {
            validator.refuse("tensor '" + excerpt(name) + "' has a bad shape", "whole numbers",
                             json_excerpt(extent));
        }
        extents.push_back(extent.get<std::int64_t>());
    }
    return extents;
}

TensorView view_of(const std::string& name, const Header& entry, std::byte* bytes, std::uint64_t available,
                   const Validator& validator) {
    TensorView view{name, dtype_of(entry, name, validator), {}, nullptr, 0};
    view.shape = shape_of(name, entry.at("shape"), validator);
    const Header& offsets = entry.at("data_offsets");
    validator.check(offsets.is_array() && offsets.size() == 2 && offsets[0].is_number_unsigned() &&
                        offsets[1].is_number_unsigned(),
                    "tensor '" + name + "' has bad data_offsets", "two whole numbers");
    const auto begin = offsets[0].get<std::uint64_t>();
    const auto end = offsets[1].get<std::uint64_t>();
    validator.check(begin <= end && end <= available, "tensor '" + name + "' lies outside the file",
                    "offsets up to " + std::to_string(available),
                    std::to_string(begin) + " to " + std::to_string(end));
    const auto bytes_wanted = byte_count(view.shape, view.dtype);
    validator.check(bytes_wanted == end - begin, "tensor '" + name + "' has bytes that do not fit its shape",
                    bytes_wanted ? std::to_string(*bytes_wanted) : "a representable size",
                    std::to_string(end - begin));
    view.data = bytes + begin;
    view.size_bytes = end - begin;
    return view;
}

}  // namespace

std::size_t size_of(DType dtype) {
    return kDTypes[static_cast<std::size_t>(dtype)].size;
}
std::string_view dtype_name(DType dtype) {
    return kDTypes[static_cast<std::size_t>(dtype)].name;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : path_(path), file_(std::make_shared<MappedFile>(path)) {
    const Validator validator{path.string()};
    validator.check(file_->size() >= kPrefix, "not a safetensors file", "at least 8 bytes",
                    std::to_string(file_->size()));
    std::uint64_t header_size = 0;
    std::memcpy(&header_size, file_->data(), kPrefix);
    const std::uint64_t limit = std::min<std::uint64_t>(kLargestHeader, file_->size() - kPrefix);
    validator.check(header_size <= limit, "the header is longer than the file or the format allows",
                    "at most " + std::to_string(limit) + " bytes", std::to_string(header_size));
    const Header header =
        parse_header({reinterpret_cast<const char*>(file_->data()) + kPrefix, header_size}, validator);
    std::byte* const bytes = file_->data() + kPrefix + header_size;
    const std::uint64_t available = file_->size() - kPrefix - header_size;
    try {
        for (const auto& [name, entry] : header.items()) {
            if (name == kMetadataKey) {
                for (const auto& [key, value] : entry.items()) metadata_[key] = value.get<std::string>();
            } else {
                tensors_.push_back(view_of(name, entry, bytes, available, validator));
            }
        }
    } catch (const Header::exception& e) {
        validator.refuse("the header is malformed", "", json_reason(e));
    }
    std::stable_sort(tensors_.begin(), tensors_.end(), [](const TensorView& a, const TensorView& b) {
        return std::pair(a.data, a.size_bytes) < std::pair(b.data, b.size_bytes);
    });
    const std::byte* end = bytes;
    for (const TensorView& view : tensors_) {
        validator.check(view.data == end,
                        "tensor '" + view.name + "' overlaps its neighbour or leaves a hole",
                        "offset " + std::to_string(end - bytes), std::to_string(view.data - bytes));
        end += view.size_bytes;
    }
    validator.check(end == bytes + available, "bytes after the last tensor", std::to_string(end - bytes),
                    std::to_string(available));
}

const TensorView& SafetensorsFile::at(std::string_view name) const {
    for (const TensorView& view : tensors_) {
        if (view.name == name) return view;
    }
    throw Error({"no tensor '" + std::string(name) + "'", path_.string()}, ExitCode::weights);
}

void write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                       const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header[kMetadataKey] = metadata;
    std::uint64_t at = 0;
    for (const TensorView& view : tensors) {
        header[view.name] = {{"dtype", dtype_name(view.dtype)},
                             {"shape", view.shape},
                             {"data_offsets", {at, at + view.size_bytes}}};
        at += view.size_bytes;
    }
    constexpr std::size_t kAlignment = 64;  // of the first byte of data: a cache line
    std::string text = header.dump();
    text.append((kAlignment - (kPrefix + text.size()) % kAlignment) % kAlignment, ' ');
    const std::uint64_t header_size = text.size();
    AtomicFile file(path);
    file.write(&header_size, kPrefix);
    file.write(text);
    for (const TensorView& view : tensors) file.write(view.data, view.size_bytes);
    file.commit();
}

}  // namespace lumbar
