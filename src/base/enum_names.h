// The names of an enum's values: one table beside the enum, for command lines, files and messages.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace lumbar {

template <class Enum>
struct EnumName {
    Enum value;
    std::string_view name;
};

template <class Enum, std::size_t N>
using EnumNames = std::array<EnumName<Enum>, N>;

// Every value has a name.
template <class Enum, std::size_t N>
constexpr std::string_view name_of(const EnumNames<Enum, N>& names, Enum value) {
    for (const EnumName<Enum>& one : names) {
        if (one.value == value) return one.name;
    }
    return "";
}

// Nothing for a name that the table does not have.
template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const EnumNames<Enum, N>& names, std::string_view name) {
    for (const EnumName<Enum>& one : names) {
        if (one.name == name) return one.value;
    }
    return {};
}

}  // namespace lumbar
