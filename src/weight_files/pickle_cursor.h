// The bytes of a pickle, read from front to back: the numbers and texts that its opcodes carry.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace lumbar {

class PickleCursor {
  public:
    // `where` names the file in errors; both must outlive the cursor.
    PickleCursor(std::string_view bytes, const std::string& where) : bytes_(bytes), where_(where) {}

    // Throws Error (weights).
    [[noreturn]] void refuse(const std::string& what, const std::string& found = "") const;

    std::string_view take(std::size_t count);

    template <class T>
    T number() {  // little-endian
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    std::string line();          // up to a line feed, which is taken too
    std::int64_t long_number();  // a length byte, then two's complement, little-endian
    double big_endian_double();

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    const std::string& where_;
};

}  // namespace lumbar
