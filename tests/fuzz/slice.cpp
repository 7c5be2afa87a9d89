#include <stdexcept>

#include "dicom/slice_reader.h"
#include "input_file.h"

namespace lumbar::fuzz {

void read_slice(Bytes bytes) {
    const auto path = input_file("slice.dcm", bytes);
    accept_or_refuse([&] { summarize_dicom(path); });
    accept_or_refuse([&] { list_slices(path); });
    accept_or_refuse([&] {
        for (const Slice& slice : read_slices(path)) {
            if (slice.pixels.frames != 1 || slice.pixels.height < 1 || slice.pixels.width < 1) {
                throw std::logic_error("a frame without pixels");
            }
        }
    });
}

}  // namespace lumbar::fuzz
