// What a compressed picture is by its first bytes, whatever transfer syntax is declared.
#pragma once

#include "dicom_file/bytes.h"

namespace lumbar {

enum class StreamKind { unknown, jpeg, jpeg2000, rle };  // jpeg: lossy, lossless and JPEG-LS

StreamKind kind_of_stream(Bytes start);

}  // namespace lumbar
