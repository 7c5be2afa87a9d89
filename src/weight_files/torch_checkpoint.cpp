#include "weight_files/torch_checkpoint.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "base/printable.h"
#include "weight_files/pickle.h"
#include "weight_files/zip_archive.h"

namespace lumbar {
namespace {

// Turns pickled storages into views of the archive's records.
class StorageViews {
  public:
    StorageViews(const ZipArchive& archive, std::string root, std::string where)
        : archive_(archive), root_(std::move(root)), where_(std::move(where)) {}

    torch::Tensor operator()(const PickledTensor& tensor) const {
        const std::string name = root_ + "data/" + *tensor.storage.key;
        const auto record = archive_.records().find(name);
        if (record == archive_.records().end())
            refuse(tensor, "has no storage", excerpt(name), "no such record");
        const std::size_t element_size = torch::elementSize(tensor.storage.type);
        const std::size_t held = record->second.size() / element_size;
        const std::int64_t claimed = tensor.storage.elements;
        if (claimed < 0 || static_cast<std::uint64_t>(claimed) > held) {
            refuse(tensor, "has a storage that is shorter than the pickle says",
                   std::to_string(claimed) + " elements in " + record->first, std::to_string(held));
        }
        check_sizes(tensor);
        check_bounds(tensor);
        std::byte* const first =
            record->second.data() + static_cast<std::size_t>(tensor.offset) * element_size;
        const auto keep_mapped = [mapping = archive_.mapping()](void*) {};
        return torch::from_blob(first, tensor.sizes, tensor.strides, keep_mapped, tensor.storage.type);
    }

  private:
    [[noreturn]] void refuse(const PickledTensor& tensor, const std::string& what,
                             const std::string& expected, const std::string& found) const {
        throw Error({"tensor '" + tensor.name + "' " + what, where_, expected, found}, ExitCode::weights);
    }

    // A stride of 0, or one that is shorter than a row, shows elements many times over: so may a tensor of
    // any size lie in a storage of one element.  No net's weights do.
    void check_sizes(const PickledTensor& tensor) const {
        const std::int64_t most = tensor.storage.elements;
        std::int64_t product = 1;  // without zeros: torch multiplies the others, too
        for (const std::int64_t size : tensor.sizes) {
            if (size < 0 || (size > 0 && product > std::numeric_limits<std::int64_t>::max() / size)) {
                refuse(tensor, "has sizes that do not fit its storage",
                       "at most " + std::to_string(most) + " elements", text_of(tensor.sizes));
            }
            product *= std::max<std::int64_t>(size, 1);
        }
        if (is_empty(tensor) || product <= most) return;
        refuse(tensor, "has more elements than its storage", "at most " + std::to_string(most),
               std::to_string(product) + " (" + text_of(tensor.sizes) + ", strides " +
                   text_of(tensor.strides) + ")");
    }

    // The last element that sizes and strides reach must lie inside the storage; no step may overflow.
    void check_bounds(const PickledTensor& tensor) const {
        const auto& [name, storage, offset, sizes, strides] = tensor;
        const auto negative = [](std::int64_t value) { return value < 0; };
        bool good = offset >= 0 && offset <= storage.elements && sizes.size() == strides.size() &&
                    std::none_of(strides.begin(), strides.end(), negative);
        std::int64_t last = offset;
        for (std::size_t i = 0; good && !is_empty(tensor) && i < sizes.size(); ++i) {
            good = strides[i] == 0 || sizes[i] - 1 <= (storage.elements - last) / strides[i];
            if (good) last += (sizes[i] - 1) * strides[i];
        }
        if (good && (is_empty(tensor) || last < storage.elements)) return;
        refuse(tensor, "reaches outside its storage", std::to_string(storage.elements) + " elements",
               "sizes " + text_of(sizes) + ", strides " + text_of(strides) + ", from element " +
                   std::to_string(offset));
    }

    static bool is_empty(const PickledTensor& tensor) {
        return std::find(tensor.sizes.begin(), tensor.sizes.end(), 0) != tensor.sizes.end();
    }

    static std::string text_of(const std::vector<std::int64_t>& numbers) {
        std::string text;
        for (const std::int64_t number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
        return "[" + text + "]";
    }

    const ZipArchive& archive_;
    std::string root_, where_;
};

// Null for what is no text.
const std::string* text_of(const PickleValue& value) {
    const auto* held = std::get_if<const std::string*>(&value);
    return held ? *held : nullptr;
}

// Tensors of a dict of nothing but tensors by name; empty if it is something else.
StateDict tensors_of(const PickleDict& dict) {
    StateDict state;
    for (const auto& [key, value] : dict) {
        const auto* name = text_of(key);
        const auto* tensor = std::get_if<torch::Tensor>(&value);
        if (!name || !tensor || state.contains(*name)) return StateDict();
        state.insert(*name, *tensor);
    }
    return state;
}

struct KeyedState {
    std::string key;
    StateDict state;
};

// Finds the state dicts below text keys, each dict once: a pickle may hold itself.
class StateDictFinder {
  public:
    void search(const PickleDict& dict, const std::string& above = "", int depth = 0) {
        constexpr int kDeepest = 3;
        for (const auto& [key, value] : dict) {
            const auto* name = text_of(key);
            const auto* inner = std::get_if<PickleDict*>(&value);
            if (!name || !inner || name->starts_with("optim") || !seen_.insert(*inner).second) continue;
            if (StateDict state = tensors_of(**inner); has_weights(state)) {
                found.push_back({above + *name, std::move(state)});
            } else if (depth < kDeepest) {
                search(**inner, above + *name + ".", depth + 1);
            }
        }
    }

    std::vector<KeyedState> found;

  private:
    // Metrics are dicts of tensors, too, but of single numbers.
    static bool has_weights(const StateDict& state) {
        return std::any_of(state.begin(), state.end(),
                           [](const auto& item) { return item.value().dim() > 0; });
    }

    std::set<const PickleDict*> seen_;
};

StateDict choose(const std::vector<KeyedState>& found, const std::string& key, const std::string& where) {
    std::string keys;
    for (const KeyedState& candidate : found) {
        keys += (keys.empty() ? "" : ", ") + candidate.key;
        const bool is_chosen = key.empty() ? found.size() == 1 : candidate.key == key;
        if (!is_chosen) continue;
        log_info(where + ": took the weights below the key " + candidate.key);
        return candidate.state;
    }
    if (!key.empty()) {
        throw Error({"no state dict below the key", where, keys, key}, ExitCode::weights);
    }
    if (found.empty()) {
        throw Error({"no state dict in the checkpoint", where, "a dict of tensors by name"},
                    ExitCode::weights);
    }
    throw Error(
        {"several state dicts in the checkpoint", where, "one, or a choice: lumbar convert --key KEY", keys},
        ExitCode::weights);
}

StateDict find_state_dict(const PickleValue& root, const std::string& key, const std::string& where) {
    StateDictFinder finder;
    if (const auto* top = std::get_if<PickleDict*>(&root)) {
        StateDict state = key.empty() ? tensors_of(**top) : StateDict();
        if (!state.is_empty()) return state;
        finder.search(**top);
    }
    return choose(finder.found, key, where);
}

// The archive's one folder, whatever torch.save named it: "archive/".
std::string root_folder(const ZipArchive& archive, const std::string& where) {
    constexpr std::string_view kPickle = "data.pkl";
    for (const auto& [name, bytes] : archive.records()) {
        if (name.ends_with(kPickle)) return name.substr(0, name.size() - kPickle.size());
    }
    throw Error({"not a torch checkpoint", where, "a record data.pkl", "none"}, ExitCode::weights);
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

StateDict read_torch_checkpoint(const std::filesystem::path& path, const std::string& key) {
    const ZipArchive archive(path);
    const std::string where = path.string();
    const std::string root = root_folder(archive, where);
    const auto& records = archive.records();
    if (const auto order = records.find(root + "byteorder");
        order != records.end() && text_of(order->second) != "little") {
        throw Error({"wrong byte order", where, "little", std::string(text_of(order->second))},
                    ExitCode::weights);
    }
    const Pickle pickle =
        read_pickle(text_of(records.at(root + "data.pkl")), where, StorageViews(archive, root, where));
    return find_state_dict(pickle.root, key, where);
}

}  // namespace lumbar
