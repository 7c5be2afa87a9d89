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
    const std::string* key = nullptr;  // the record's name: "data/<key>"
    std::int64_t elements = 0;
};

// A view of a storage, as the pickle describes it: in elements.
struct PickledTensor {
    std::string name;  // the key that it becomes a value of, or what text stands nearest; for messages
    PickledStorage storage;
    std::int64_t offset = 0;
    std::vector<std::int64_t> sizes, strides;
};

struct PickleValue;
using PickleList = std::vector<PickleValue>;                          // list or tuple
using PickleDict = std::vector<std::pair<PickleValue, PickleValue>>;  // in the order of insertion

struct PickleName {  // a global: "collections.OrderedDict"
    std::string text;
};
struct PickleMark {};

struct PickleValue : std::variant<std::monostate, bool, std::int64_t, double, const std::string*, PickleName,
                                  PickleMark, PickledStorage, torch::Tensor, PickleList*, PickleDict*> {
    using variant::variant;
};

// Owns every text and container of the graph in flat lists: values only point, so that a text that is
// recalled a thousand times is held once, and cycles and absurd nesting cost nothing when it ends.
struct Pickle {
    std::deque<std::string> texts;
    std::deque<PickleList> lists;
    std::deque<PickleDict> dicts;
    PickleValue root;
};

// Makes the tensor that a storage backs.
using TensorMaker = std::function<torch::Tensor(const PickledTensor&)>;

// Protocols 2 to 5 as torch.save writes them.  Throws Error (weights) naming `where` for anything else.
Pickle read_pickle(std::string_view bytes, const std::string& where, const TensorMaker& make_tensor);

}  // namespace lumbar
