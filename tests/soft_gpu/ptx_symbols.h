// The names of a kernel: registers, in nested scopes, and variables of all spaces.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernel.h"

namespace ptx {

struct Declaration {  // of a variable
    std::string name;
    std::size_t bytes = 0, alignment = 1;
    bool has_size = true;                // false: name[], as large as the launch says
    std::vector<unsigned char> initial;  // empty: not initialised
};
// ".shared .align 16 .b8 name[64]", any words before the space allowed
Declaration parse_declaration(int line, const std::string& text);

// Adds the bytes behind those that are in use; returns where they start.
std::size_t place_variable(std::size_t& used, const Declaration& declaration);

class Registers {
  public:
    Registers();

    void open_scope() { scopes_.emplace_back(); }
    void close_scope(int line);
    void declare(int line, const std::string& text);  // ".reg .b32 %r<6>", ".reg .pred p, q"
    int find(const std::string& name) const;          // -1: none
    int bits(int reg) const { return widths_[static_cast<std::size_t>(reg)]; }
    const std::vector<int>& widths() const { return widths_; }
    std::size_t depth() const { return scopes_.size(); }

  private:
    void add(const std::string& name, int bits);
    std::vector<std::map<std::string, int>> scopes_{1};
    std::vector<int> widths_;
};

bool is_type(const std::string& word);
Type parse_type(const std::string& word);  // "u32", "pred"

// The special register's number, or -1.
int find_special(const std::string& name);

}  // namespace ptx
