// The part of Python's pickle that a file of tensors needs, as data.  Nothing named in it is ever executed:
// a name outside a short list is refused.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lumbar {

// What a storage record of the archive holds, before it becomes a tensor.
struct PickledStorage {
    torch::ScalarType type = torch::kFloat32;
    std::string key;  // the record's name: "data/<key>"
    std::int64_t elements = 0;
};

struct PickleValue;
using PickleList = std::vector<PickleValue>;                          // list or tuple
using PickleDict = std::vector<std::pair<PickleValue, PickleValue>>;  // in the order of insertion

struct PickleName {  // a global: "collections.OrderedDict"
    std::string text;
};
struct PickleMark {};

struct PickleValue : std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleName,
                                  PickleMark, PickledStorage, torch::Tensor, PickleList*, PickleDict*> {
    using variant::variant;
};

// Owns every container of the graph in flat lists: values only point, so that cycles and absurd nesting cost
// nothing when it ends.
struct Pickle {
    std::deque<PickleList> lists;
    std::deque<PickleDict> dicts;
    PickleValue root;
};

// Makes the tensor that a storage backs: bytes of the record, then offset, sizes and strides in elements.
using TensorMaker = std::function<torch::Tensor(const PickledStorage&, std::int64_t offset,
                                                const std::vector<std::int64_t>& sizes,
                                                const std::vector<std::int64_t>& strides)>;

// Protocols 2 to 5 as torch.save writes them.  Throws Error (weights) naming `where` for anything else.
Pickle read_pickle(std::string_view bytes, const std::string& where, const TensorMaker& make_tensor);

}  // namespace lumbar
