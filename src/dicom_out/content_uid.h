// Makes DICOM UIDs from what they stand for: equal content has the same UID on every machine.
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

// "2.25." and the UUID of that name (version 5, of SHA-1) as a decimal number: ISO/IEC 9834-8, DICOM PS3.5
// B.2.  No registered root is needed.
std::string content_uid(std::string_view content);

// Digits and dots, at most 64 characters, no empty component.
bool is_uid(std::string_view text);

}  // namespace lumbar
