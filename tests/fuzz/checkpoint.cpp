#include <cmath>
#include <stdexcept>

#include "input_file.h"
#include "weight_files/torch_checkpoint.h"

namespace lumbar::fuzz {

void read_checkpoint(Bytes bytes) {
    const auto path = input_file("net.pt", bytes);
    accept_or_refuse([&] {
        for (const auto& [name, tensor] : read_torch_checkpoint(path).pairs()) {
            // A view of the file that repeats bytes could be of any size.
            if (static_cast<std::size_t>(tensor.numel()) > bytes.size()) {
                throw std::logic_error("a tensor with more numbers than the file has bytes: " + name);
            }
            if (std::isnan(tensor.to(torch::kFloat64).sum().item<double>()))
                continue;  // every number can be read
        }
    });
}

}  // namespace lumbar::fuzz
