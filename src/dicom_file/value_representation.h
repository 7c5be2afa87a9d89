// The value representations (VR) of the DICOM standard, and what the values of the tags that we read are.
#pragma once

#include <array>
#include <string_view>

#include "dicom_file/data_set.h"

namespace lumbar {

using Vr = std::array<char, 2>;

bool is_value_representation(Vr vr);
// Whether the VR is followed by two reserved bytes and four bytes of length.
bool has_long_length(Vr vr);
// What the value of a tag is where the file states none or UN: "US" for those in binary, else "LO" (text).
std::string_view expected_vr(Tag tag);

}  // namespace lumbar
