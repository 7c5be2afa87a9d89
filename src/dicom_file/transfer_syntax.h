// The names of the DICOM transfer syntaxes.
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

constexpr std::string_view kDeflatedSyntax = "1.2.840.10008.1.2.1.99";

// "JPEG XL Lossless (1.2.840.10008.1.2.4.110)"; the UID alone if it has no name; "none stated".
std::string describe_transfer_syntax(std::string_view uid);

// How the elements of a data set of this syntax are written.  Unknown syntaxes: explicit, little endian.
struct DeclaredEncoding {
    bool has_vr = true, is_big_endian = false;
};
DeclaredEncoding declared_encoding(std::string_view uid);

}  // namespace lumbar
