#include "nn/torch_checkpoint.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "nn/pickle.h"
#include "nn/zip_archive.h"

namespace lumbar {
namespace {

// Turns pickled storages into views of the archive's records.
class StorageViews {
  public:
    StorageViews(const ZipArchive& archive, std::string root, std::string where)
        : archive_(archive), root_(std::move(root)), where_(std::move(where)) {}

    torch::Tensor operator()(const PickledStorage& storage, std::int64_t offset,
                             const std::vector<std::int64_t>& sizes,
                             const std::vector<std::int64_t>& strides) const {
        const auto record = archive_.records().find(root_ + "data/" + storage.key);
        if (record == archive_.records().end()) refuse("a storage is missing", root_ + "data/" + storage.key);
        const std::size_t element_size = torch::elementSize(storage.type);
        if (storage.elements < 0 ||
            static_cast<std::uint64_t>(storage.elements) > record->second.size() / element_size) {
            refuse("a storage is shorter than the pickle says", record->first);
        }
        check_bounds(storage.elements, offset, sizes, strides);
        std::byte* const first = record->second.data() + static_cast<std::size_t>(offset) * element_size;
        const auto keep_mapped = [mapping = archive_.mapping()](void*) {};
        return torch::from_blob(first, sizes, strides, keep_mapped, storage.type);
    }

  private:
    [[noreturn]] void refuse(const std::string& what, const std::string& found) const {
        throw Error({what, where_, "", found}, ExitCode::weights);
    }

    // The last element that sizes and strides reach must lie inside the storage; no step may overflow.
    void check_bounds(std::int64_t elements, std::int64_t offset, const std::vector<std::int64_t>& sizes,
                      const std::vector<std::int64_t>& strides) const {
        const auto negative = [](std::int64_t value) { return value < 0; };
        const bool is_empty = std::find(sizes.begin(), sizes.end(), 0) != sizes.end();
        bool good = offset >= 0 && offset <= elements && sizes.size() == strides.size() &&
                    std::none_of(sizes.begin(), sizes.end(), negative) &&
                    std::none_of(strides.begin(), strides.end(), negative);
        std::int64_t last = offset;
        for (std::size_t i = 0; good && !is_empty && i < sizes.size(); ++i) {
            good = strides[i] == 0 || sizes[i] - 1 <= (elements - last) / strides[i];
            if (good) last += (sizes[i] - 1) * strides[i];
        }
        if (!good || (!is_empty && last >= elements)) refuse("a tensor reaches outside its storage", "");
    }

    const ZipArchive& archive_;
    std::string root_, where_;
};

// Tensors of a dict of nothing but tensors by name; empty if it is something else.
StateDict tensors_of(const PickleDict& dict) {
    StateDict state;
    for (const auto& [key, value] : dict) {
        const auto* name = std::get_if<std::string>(&key);
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
            const auto* name = std::get_if<std::string>(&key);
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
