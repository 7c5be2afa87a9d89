// Reads the values of a JSON object by key; type and range of each are checked.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "files/json.h"

namespace lumbar {

// Every function throws Error (`code`) naming the key, what it expected and what it found.
class JsonFields {
  public:
    // Refers to `object`, which outlives it.  `where` says in errors which object it is; it may be empty.
    JsonFields(const Json& object, std::string where, ExitCode code);

    // A guess is made of a misspelt one.
    void require_known_keys(std::initializer_list<std::string_view> known) const;
    bool has(const char* key) const { return object_->contains(key); }

    int whole_number(const char* key, int low, int high) const;
    double number(const char* key, double low, double high) const;
    bool boolean(const char* key) const;
    std::string text(const char* key) const;
    std::vector<std::string> texts(const char* key) const;  // an array of strings
    const Json& object(const char* key) const;
    const Json& array(const char* key) const;

  private:
    const Json& value(const char* key, const std::string& expected) const;
    [[noreturn]] void refuse(const std::string& what, const std::string& expected,
                             const std::string& found) const;

    const Json* object_;
    std::string where_;
    ExitCode code_;
};

// An array of strings; `what` names it in the error, which is thrown otherwise.
std::vector<std::string> texts_of(const Json& array, const std::string& what, ExitCode code);

}  // namespace lumbar
