// setp and selp.
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "decode.h"
#include "lane_loop.h"

namespace ptx {
namespace {

enum class Join { none, both, either, exactly_one };  // with a third operand, a predicate

struct Equal {
    template <class T>
    bool operator()(T a, T b) const {
        return a == b;
    }
};
struct NotEqual {  // false if one is not a number
    template <class T>
    bool operator()(T a, T b) const {
        return a < b || a > b;
    }
};
struct Less {
    template <class T>
    bool operator()(T a, T b) const {
        return a < b;
    }
};
struct LessEqual {
    template <class T>
    bool operator()(T a, T b) const {
        return a <= b;
    }
};
struct Greater {
    template <class T>
    bool operator()(T a, T b) const {
        return a > b;
    }
};
struct GreaterEqual {
    template <class T>
    bool operator()(T a, T b) const {
        return a >= b;
    }
};
struct Ordered {
    template <class T>
    bool operator()(T a, T b) const {
        return a == a && b == b;
    }
};
// True also if one is not a number: eq becomes equ, and so on.
template <class F>
struct OrUnordered {
    template <class T>
    bool operator()(T a, T b) const {
        return F()(a, b) || a != a || b != b;
    }
};
struct Unordered {
    template <class T>
    bool operator()(T a, T b) const {
        return a != a || b != b;
    }
};

template <Join kJoin>
Mask join_with(Warp& w, const Instruction& i, Mask holds) {
    if constexpr (kJoin == Join::none) return holds;
    const Mask other = w.predicate(i.slots[i.operands - 1u]);
    if constexpr (kJoin == Join::both) return holds & other;
    if constexpr (kJoin == Join::either) return holds | other;
    return holds ^ other;
}

// setp p, a, b   setp p|q, a, b: q gets the opposite   setp.and p, a, b, c
template <class T, class F, Join kJoin>
void compare(Warp& w, const Instruction& i, Mask mask) {
    const std::size_t first = i.written;
    const T *a = w.lanes<T>(i.slots[first]), *b = w.lanes<T>(i.slots[first + 1]);
    const Mask holds = lanes_where([=](int lane) { return F()(a[lane], b[lane]); });
    const Mask second = join_with<kJoin>(w, i, ~holds), result = join_with<kJoin>(w, i, holds);
    set_predicate(w.predicate(i.slots[0]), mask, result);
    if (first == 2) set_predicate(w.predicate(i.slots[1]), mask, second);
}

template <class T, class F>
Behaviour compare_and_join(Join join) {
    switch (join) {
        case Join::both:
            return compare<T, F, Join::both>;
        case Join::either:
            return compare<T, F, Join::either>;
        case Join::exactly_one:
            return compare<T, F, Join::exactly_one>;
        default:
            return compare<T, F, Join::none>;
    }
}

template <class T>
Behaviour compare_integers(const std::string& relation, Join join) {
    if (relation == "eq") return compare_and_join<T, Equal>(join);
    if (relation == "ne") return compare_and_join<T, NotEqual>(join);
    if (std::is_signed_v<T>) {
        if (relation == "lt") return compare_and_join<T, Less>(join);
        if (relation == "le") return compare_and_join<T, LessEqual>(join);
        if (relation == "gt") return compare_and_join<T, Greater>(join);
        if (relation == "ge") return compare_and_join<T, GreaterEqual>(join);
        return nullptr;
    }
    if (relation == "lt" || relation == "lo") return compare_and_join<T, Less>(join);
    if (relation == "le" || relation == "ls") return compare_and_join<T, LessEqual>(join);
    if (relation == "gt" || relation == "hi") return compare_and_join<T, Greater>(join);
    if (relation == "ge" || relation == "hs") return compare_and_join<T, GreaterEqual>(join);
    return nullptr;
}

template <class T>
Behaviour compare_reals(const std::string& relation, Join join) {
    if (relation == "eq") return compare_and_join<T, Equal>(join);
    if (relation == "ne") return compare_and_join<T, NotEqual>(join);
    if (relation == "lt") return compare_and_join<T, Less>(join);
    if (relation == "le") return compare_and_join<T, LessEqual>(join);
    if (relation == "gt") return compare_and_join<T, Greater>(join);
    if (relation == "ge") return compare_and_join<T, GreaterEqual>(join);
    if (relation == "num") return compare_and_join<T, Ordered>(join);
    if (relation == "nan") return compare_and_join<T, Unordered>(join);
    if (relation == "equ") return compare_and_join<T, OrUnordered<Equal>>(join);
    if (relation == "neu") return compare_and_join<T, OrUnordered<NotEqual>>(join);
    if (relation == "ltu") return compare_and_join<T, OrUnordered<Less>>(join);
    if (relation == "leu") return compare_and_join<T, OrUnordered<LessEqual>>(join);
    if (relation == "gtu") return compare_and_join<T, OrUnordered<Greater>>(join);
    if (relation == "geu") return compare_and_join<T, OrUnordered<GreaterEqual>>(join);
    return nullptr;
}

template <class T>
void select(Warp& w, const Instruction& i, Mask mask) {
    const T *a = w.lanes<T>(i.slots[1]), *b = w.lanes<T>(i.slots[2]);
    const Mask choice = w.predicate(i.slots[3]);
    set_lanes(w.lanes<T>(i.slots[0]), mask,
              [=](int lane) { return (choice & kLaneBits.bit[lane]) ? a[lane] : b[lane]; });
}

Decoded decode_setp(Opcode opcode, Type type, std::size_t predicates) {
    Join join = Join::none;
    opcode.take("ftz");
    if (opcode.take("and"))
        join = Join::both;
    else if (opcode.take("or"))
        join = Join::either;
    else if (opcode.take("xor"))
        join = Join::exactly_one;
    Decoded result;
    if (opcode.modifiers.size() != 1) return result;
    const std::string& relation = opcode.modifiers[0];
    result.run = for_integer(type, [&]<class T>(T) { return compare_integers<T>(relation, join); });
    if (type.kind == 'b' && relation != "eq" && relation != "ne") result.run = nullptr;
    if (type.kind == 'f')
        result.run = for_real(type, [&]<class T>(T) { return compare_reals<T>(relation, join); });
    result.bits.assign(predicates, 1);
    result.bits.insert(result.bits.end(), 2, type.bits);
    if (join != Join::none) result.bits.push_back(1);
    result.written = static_cast<int>(predicates);
    return result;
}

}  // namespace

Decoded decode_comparison(Opcode opcode, const std::vector<Operand>& operands) {
    if (opcode.types.size() != 1) return {};
    const Type type = opcode.types[0];
    if (opcode.name == "setp") {
        const bool is_pair = operands.size() > 1 && operands[1].group == 0;
        return decode_setp(std::move(opcode), type, is_pair ? 2 : 1);
    }
    Decoded result;
    if (opcode.name != "selp" || !opcode.modifiers.empty()) return result;
    switch (type.kind == 'p' ? 0 : type.bits) {
        case 16:
            result.run = select<std::uint16_t>;
            break;
        case 32:
            result.run = select<std::uint32_t>;
            break;
        case 64:
            result.run = select<std::uint64_t>;
            break;
        default:
            return result;
    }
    result.bits = {type.bits, type.bits, type.bits, 1};
    return result;
}

}  // namespace ptx
