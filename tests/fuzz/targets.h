// What is fuzzed: the readers of what strangers write, each given the bytes of one file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lumbar::fuzz {

using Bytes = std::span<const std::uint8_t>;

// A target takes any bytes: its reader accepts them or refuses them with an Error, which the target swallows
// if it blames the input.  Everything else is a fault, and what a reader must never return is checked.
void read_slice(Bytes bytes);        // a DICOM file
void order_series(Bytes bytes);      // headers of a series' frames, see series.cpp
void read_checkpoint(Bytes bytes);   // torch's .pt
void read_safetensors(Bytes bytes);  // .safetensors
void read_json_file(
    Bytes bytes);                // the first byte chooses: a net's .json, manifest.json, a cache's index.json
void read_archive(Bytes bytes);  // a zip archive
void read_list(Bytes bytes);     // the first byte chooses one of the CSV files

struct Target {
    std::string_view name;  // of its folder in corpus/
    void (*run)(Bytes bytes);
};
inline constexpr std::array kTargets = {
    Target{"slice", read_slice},           Target{"series", order_series},
    Target{"checkpoint", read_checkpoint}, Target{"safetensors", read_safetensors},
    Target{"json", read_json_file},        Target{"lists", read_list},
    Target{"archive", read_archive}};

constexpr Target target_named(std::string_view name) {
    for (const Target& target : kTargets) {
        if (name == target.name) return target;
    }
    throw name;  // of no target: does not compile
}

}  // namespace lumbar::fuzz
