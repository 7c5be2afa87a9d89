// Declares the flags of a command: each once, with the place its value goes to and its help.  The default
// that the help shows is the value that this place has.  Values that do not fit throw Error (usage) naming
// the flag.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/enum_names.h"
#include "base/known_names.h"

namespace lumbar {

// `flag` without its dashes.
[[noreturn]] void refuse_value(const std::string& flag, const std::string& expected,
                               const std::string& found);

// A target outlives the flags, and gets its value when the whole command line has been read.
class Flags {
  public:
    Flags();
    ~Flags();
    Flags(const Flags&) = delete;
    Flags& operator=(const Flags&) = delete;

    using Path = std::filesystem::path;
    void required_path(const char* name, Path& target, const std::string& help);
    void path(const char* name, Path& target, const std::string& help);
    void path(const char* name, std::optional<Path>& target, const std::string& help);
    void required_paths(const char* name, std::vector<Path>& target, const std::string& help);
    // What the command writes: two of them may not name the same file.
    void required_output(const char* name, Path& target, const std::string& help);
    void output(const char* name, std::optional<Path>& target, const std::string& help);

    // Whole numbers from `low` to `high`.
    void count(const char* name, int& target, int low, int high, const std::string& help);
    void threads(int& target, const std::string& help);  // --threads
    // Accepts exactly `number`.
    void only_number(const char* name, std::optional<int>& target, int number, const std::string& help);
    void seed(const char* name, std::uint64_t& target, const std::string& help);
    void number(const char* name, double& target, double low, double high, const std::string& help);
    void gigabytes(const char* name, double& target, const std::string& help);  // more than 0
    void gigabytes_or_zero(const char* name, double& target, const std::string& help);
    // Hours, minutes or seconds: "8.5h", "30m", "600s".
    void duration(const char* name, std::optional<double>& target_s, const std::string& help);

    // Takes no value: true if it is given.
    void toggle(const char* name, bool& target, const std::string& help);

    // An empty target has no default.
    void text(const char* name, std::string& target, const char* value_name, const std::string& help);
    // May be given again; each adds to the target.
    void texts(const char* name, std::vector<std::string>& target, const char* value_name,
               const std::string& help);
    // "A,B"
    void names(const char* name, std::vector<std::string>& target, const std::string& help);
    // Numbers and ranges: "0,2", "0-3", "-1".
    void numbers(const char* name, std::vector<int>& target, const std::string& help);

    // One of the names of an enum.  An empty target has no default.
    template <class Enum, std::size_t N>
    void choice(const char* name, Enum& target, const EnumNames<Enum, N>& names, const std::string& help) {
        choice_of(name, names_in(names, &EnumName<Enum>::name), name_of(names, target),
                  value_taker(target, names), help);
    }
    template <class Enum, std::size_t N>
    void choice(const char* name, std::optional<Enum>& target, const EnumNames<Enum, N>& names,
                const std::string& help) {
        choice_of(name, names_in(names, &EnumName<Enum>::name),
                  target ? name_of(names, *target) : std::string_view(), value_taker(target, names), help);
    }

    // `parse` throws Error for what it does not understand; `print` is its reverse, for the
    // default; null: none is shown.
    template <class Value>
    void parsed(const char* name, Value& target, const char* value_name,
                std::type_identity_t<Value> (*parse)(const std::string&),
                std::string (*print)(const std::type_identity_t<Value>&), const std::string& help) {
        taken(
            name, value_name, print ? print(target) : "",
            [&target, parse](const std::string& text) { target = parse(text); }, help);
    }
    // Whatever `take` makes of the text; an empty `standard`: no default.
    using Take = std::function<void(const std::string&)>;
    void taken(const char* name, const char* value_name, const std::string& standard, Take take,
               const std::string& help);

    // Up to `most` arguments without a flag become values of this one; -1: any number.
    void positional(const char* name, int most);

    struct Impl;  // of this room alone
    Impl& impl() { return *impl_; }

  private:
    void choice_of(const char* name, const std::vector<std::string_view>& names, std::string_view standard,
                   Take take, const std::string& help);

    template <class Target, class Enum, std::size_t N>
    static Take value_taker(Target& target, const EnumNames<Enum, N>& names) {
        return [&target, names](const std::string& text) { target = value_of(names, text).value(); };
    }

    std::unique_ptr<Impl> impl_;
};

}  // namespace lumbar
