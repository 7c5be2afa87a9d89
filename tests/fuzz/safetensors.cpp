#include "files/safetensors.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "input_file.h"

namespace lumbar::fuzz {

void read_safetensors(Bytes bytes) {
    const auto path = input_file("net.safetensors", bytes);
    accept_or_refuse([&] {
        const SafetensorsFile file(path);
        for (const TensorView& tensor : file.tensors()) {
            std::size_t size = size_of(tensor.dtype);
            for (const std::int64_t side : tensor.shape) size *= static_cast<std::size_t>(side);
            if (size != tensor.size_bytes)
                throw std::logic_error("a tensor of another size than its shape's");
            // Every byte can be read, which a sanitizer or the system would object to otherwise.
            if (std::count(tensor.data, tensor.data + tensor.size_bytes, std::byte{1}) < 0) std::abort();
        }
    });
}

}  // namespace lumbar::fuzz
