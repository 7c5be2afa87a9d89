#include "weight_files/pickle.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/printable.h"
#include "weight_files/pickle_cursor.h"
#include "weight_files/pickle_opcodes.h"
#include "weight_files/torch_storages.h"

namespace lumbar {
namespace {

constexpr const char* kOrderedDict = "collections.OrderedDict";
constexpr const char* kRebuildTensor = "torch._utils._rebuild_tensor_v2";
constexpr const char* kRebuildParameter = "torch._utils._rebuild_parameter";

constexpr std::string_view kTorch = "torch.";

constexpr std::size_t kMostDimensions = 64;  // torch's own limit

std::optional<torch::ScalarType> storage_of(const std::string& name) {
    if (!name.starts_with(kTorch)) return {};
    return storage_type(std::string_view(name).substr(kTorch.size()));
}

bool is_allowed(const std::string& name) {
    return name == kOrderedDict || name == kRebuildTensor || name == kRebuildParameter || storage_of(name);
}

// A stack machine over the opcodes above.
class Reader : private PickleCursor {
  public:
    Reader(std::string_view bytes, const std::string& where, const TensorMaker& make_tensor)
        : PickleCursor(bytes, where), make_tensor_(make_tensor) {}

    Pickle run() {
        for (;;) {
            const auto opcode = static_cast<unsigned char>(take(1)[0]);
            if (opcode == kStop) {
                pickle_.root = pop();
                return std::move(pickle_);
            }
            if (!scalar(opcode) && !container(opcode) && !memo(opcode) && !object(opcode)) {
                refuse("holds an operation that a file of tensors does not need", std::to_string(opcode));
            }
        }
    }

  private:
    PickleList* new_list(PickleList items) { return &pickle_.lists.emplace_back(std::move(items)); }
    PickleDict* new_dict() { return &pickle_.dicts.emplace_back(); }
    const std::string* new_text(std::string_view text) { return &pickle_.texts.emplace_back(text); }

    void push(PickleValue value) { stack_.push_back(std::move(value)); }

    PickleValue pop() {
        if (stack_.empty()) refuse("takes from an empty stack");
        PickleValue value = std::move(stack_.back());
        stack_.pop_back();
        return value;
    }

    template <class T>
    T pop_as(const char* what) {
        PickleValue value = pop();
        if (auto* held = std::get_if<T>(&value)) return std::move(*held);
        refuse(std::string("has something else in the place of ") + what);
    }

    template <class T>
    T top_as(const char* what) {
        if (stack_.empty()) refuse("takes from an empty stack");
        if (auto* held = std::get_if<T>(&stack_.back())) return *held;
        refuse(std::string("has something else in the place of ") + what);
    }

    PickleList pop_to_mark() {
        std::size_t mark = stack_.size();
        while (mark > 0 && !std::holds_alternative<PickleMark>(stack_[mark - 1])) --mark;
        if (mark == 0) refuse("has no mark where one is needed");
        PickleList items(std::make_move_iterator(stack_.begin() + static_cast<std::ptrdiff_t>(mark)),
                         std::make_move_iterator(stack_.end()));
        stack_.resize(mark - 1);
        return items;
    }

    void push_tuple(std::size_t size) {
        PickleList items(size);
        for (std::size_t i = size; i-- > 0;) items[i] = pop();
        push(new_list(std::move(items)));
    }

    bool scalar(unsigned char opcode) {
        switch (opcode) {
            case kProto:
                if (const auto version = number<std::uint8_t>(); version < 2 || version > 5) {
                    refuse("is of an unknown protocol", std::to_string(version));
                }
                return true;
            case kFrame:
                return take(8), true;
            case kNone:
                return push(std::monostate{}), true;
            case kNewTrue:
                return push(true), true;
            case kNewFalse:
                return push(false), true;
            case kBinInt:
                return push(std::int64_t{number<std::int32_t>()}), true;
            case kBinInt1:
                return push(std::int64_t{number<std::uint8_t>()}), true;
            case kBinInt2:
                return push(std::int64_t{number<std::uint16_t>()}), true;
            case kLong1:
                return push(long_number()), true;
            case kBinFloat:
                return push(big_endian_double()), true;
            case kBinUnicode:
                return push(new_text(take(number<std::uint32_t>()))), true;
            case kShortBinUnicode:
                return push(new_text(take(number<std::uint8_t>()))), true;
            default:
                return false;
        }
    }

    bool container(unsigned char opcode) {
        switch (opcode) {
            case kMark:
                return push(PickleMark{}), true;
            case kPop:
                return pop(), true;
            case kEmptyDict:
                return push(new_dict()), true;
            case kEmptyList:
            case kEmptyTuple:
                return push(new_list({})), true;
            case kTuple:
                return push(new_list(pop_to_mark())), true;
            case kTuple1:
                return push_tuple(1), true;
            case kTuple2:
                return push_tuple(2), true;
            case kTuple3:
                return push_tuple(3), true;
            case kAppend:
                return append({pop()}), true;
            case kAppends:
                return append(pop_to_mark()), true;
            case kSetItem: {
                PickleValue value = pop();
                PickleValue key = pop();
                return set_items({std::move(key), std::move(value)}), true;
            }
            case kSetItems:
                return set_items(pop_to_mark()), true;
            default:
                return false;
        }
    }

    void append(PickleList items) {
        const auto list = top_as<PickleList*>("a list");
        for (PickleValue& item : items) list->push_back(std::move(item));
    }

    void set_items(PickleList items) {
        const auto dict = top_as<PickleDict*>("a dict");
        if (items.size() % 2 != 0) refuse("sets a key without a value");
        for (std::size_t i = 0; i < items.size(); i += 2) {
            dict->emplace_back(std::move(items[i]), std::move(items[i + 1]));
        }
    }

    bool memo(unsigned char opcode) {
        switch (opcode) {
            case kBinPut:
                return remember(number<std::uint8_t>()), true;
            case kLongBinPut:
                return remember(number<std::uint32_t>()), true;
            case kMemoize:
                return remember(static_cast<std::uint32_t>(memo_.size())), true;
            case kBinGet:
                return recall(number<std::uint8_t>()), true;
            case kLongBinGet:
                return recall(number<std::uint32_t>()), true;
            default:
                return false;
        }
    }

    void remember(std::uint32_t key) {
        if (stack_.empty()) refuse("takes from an empty stack");
        memo_[key] = stack_.back();
    }

    void recall(std::uint32_t key) {
        const auto found = memo_.find(key);
        if (found == memo_.end()) refuse("recalls what it never stored");
        push(found->second);
    }

    bool object(unsigned char opcode) {
        switch (opcode) {
            case kGlobal: {
                const std::string module = line();
                return push_name(module + "." + line()), true;
            }
            case kStackGlobal: {
                const auto* const name = pop_as<const std::string*>("a name");
                return push_name(*pop_as<const std::string*>("a module") + "." + *name), true;
            }
            case kBinPersId:
                return push(storage(*pop_as<PickleList*>("a storage"))), true;
            case kReduce: {
                const auto arguments = pop_as<PickleList*>("arguments");
                return push(call(pop_as<PickleName>("a name").text, *arguments)), true;
            }
            case kBuild:  // attributes of an OrderedDict: torch's _metadata, of no use here
                pop();
                return top_as<PickleDict*>("a dict"), true;
            default:
                return false;
        }
    }

    void push_name(std::string name) {
        if (!is_allowed(name)) refuse("names something that is not allowed", excerpt(name));
        push(PickleName{std::move(name)});
    }

    template <class T>
    const T& argument(const PickleList& arguments, std::size_t index) const {
        if (index >= arguments.size() || !std::holds_alternative<T>(arguments[index])) {
            refuse("has an argument of another kind than expected", "argument " + std::to_string(index));
        }
        return std::get<T>(arguments[index]);
    }

    // ('storage', torch.FloatStorage, key, location, number of elements)
    PickleValue storage(const PickleList& id) const {
        if (*argument<const std::string*>(id, 0) != "storage") refuse("has an unknown persistent id");
        const auto& name = argument<PickleName>(id, 1).text;
        const auto type = storage_of(name);
        if (!type) refuse("has a storage of unknown type", name);
        return PickledStorage{*type, argument<const std::string*>(id, 2), argument<std::int64_t>(id, 4)};
    }

    std::vector<std::int64_t> numbers(const PickleList& arguments, std::size_t index) const {
        std::vector<std::int64_t> result;
        const auto& list = *argument<PickleList*>(arguments, index);
        if (list.size() > kMostDimensions) {
            refuse("gives tensor '" + nearest_text() + "' more than " + std::to_string(kMostDimensions) +
                       " dimensions",
                   std::to_string(list.size()));
        }
        for (std::size_t i = 0; i < list.size(); ++i) result.push_back(argument<std::int64_t>(list, i));
        return result;
    }

    // A dict's key lies on the stack a little below what its value is made of.
    std::string nearest_text() const {
        constexpr std::ptrdiff_t kNear = 8;
        const auto end = stack_.rbegin() + std::min(kNear, std::ssize(stack_));
        const auto at = std::find_if(stack_.rbegin(), end, [](const PickleValue& value) {
            return std::holds_alternative<const std::string*>(value);
        });
        return at == end ? "" : excerpt(*std::get<const std::string*>(*at));
    }

    // The three names that are applied to arguments.  They build data; no Python runs.
    PickleValue call(const std::string& name, const PickleList& arguments) {
        if (name == kRebuildTensor) {
            return make_tensor_({nearest_text(), argument<PickledStorage>(arguments, 0),
                                 argument<std::int64_t>(arguments, 1), numbers(arguments, 2),
                                 numbers(arguments, 3)});
        }
        if (name == kRebuildParameter) return argument<torch::Tensor>(arguments, 0);
        if (name == kOrderedDict && arguments.empty()) return new_dict();
        refuse("calls something that is not allowed", name);
    }

    const TensorMaker& make_tensor_;
    Pickle pickle_;
    std::vector<PickleValue> stack_;
    std::unordered_map<std::uint32_t, PickleValue> memo_;
};

}  // namespace

Pickle read_pickle(std::string_view bytes, const std::string& where, const TensorMaker& make_tensor) {
    return Reader(bytes, where, make_tensor).run();
}

}  // namespace lumbar
