"""Which header of the standard library, or of LibTorch, declares a name: those of which the tree uses many.

A header that stands first is the one that lint asks for; one of the others serves as well.
"""
import re

HEADERS = {
    "string": "string to_string stod stoi stol getline",
    "string_view": "string_view",
    "vector": "vector",
    "optional": "optional nullopt",
    "map": "map multimap",
    "set": "set multiset",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "array": "array to_array",
    "span": "span as_bytes as_writable_bytes",
    "deque": "deque",
    "queue": "queue priority_queue",
    "variant": "variant visit holds_alternative monostate",
    "tuple": "tuple tie make_tuple forward_as_tuple",
    "functional": "function invoke identity plus multiplies greater reference_wrapper",
    "memory": "unique_ptr shared_ptr weak_ptr make_unique make_shared make_unique_for_overwrite",
    "filesystem": "filesystem",
    "chrono": "chrono",
    "thread": "thread jthread this_thread",
    "mutex": "mutex lock_guard scoped_lock unique_lock once_flag call_once",
    "condition_variable": "condition_variable",
    "atomic": "atomic atomic_bool atomic_int",
    "future": "future async promise",
    "algorithm": "sort stable_sort find find_if find_if_not any_of all_of none_of count_if copy copy_n copy_if fill "
                 "fill_n transform max_element min_element minmax_element nth_element lower_bound upper_bound "
                 "equal_range remove_if unique reverse rotate partition binary_search is_sorted clamp min max minmax "
                 "generate equal shuffle for_each replace includes partial_sort set_difference set_intersection",
    "numeric": "accumulate iota inner_product partial_sum reduce lcm gcd midpoint",
    "cmath": "sqrt exp log log1p log2 log10 pow floor ceil round lround llround nearbyint rint trunc fabs sin cos tan "
             "atan atan2 hypot fmod isnan isfinite isinf erf tanh cbrt acos asin",
    "cstdint": "int8_t uint8_t int16_t uint16_t int32_t uint32_t int64_t uint64_t uintptr_t uintmax_t intmax_t",
    "cstdio": "printf fprintf snprintf fopen fclose fread fwrite fputs fflush FILE",
    "cstdlib": "getenv strtol strtod strtoull exit abort system",
    "cstring": "memcpy memset memcmp strlen strcmp strerror memchr",
    "sstream": "ostringstream istringstream stringstream",
    "fstream": "ifstream ofstream fstream",
    "iostream": "cout cerr cin",
    "limits": "numeric_limits",
    "random": "mt19937 mt19937_64 uniform_real_distribution normal_distribution uniform_int_distribution",
    "regex": "regex smatch regex_match regex_search",
    "stdexcept": "runtime_error logic_error invalid_argument out_of_range",
    "bit": "bit_cast rotl rotr popcount countr_zero endian bit_ceil",
    "complex": "complex",
    "charconv": "from_chars to_chars",
    "system_error": "error_code errc system_error error_category generic_category",
    "utility": "pair exchange swap make_pair move forward index_sequence make_index_sequence",
    "iterator": "back_inserter inserter istreambuf_iterator ostreambuf_iterator next prev distance",
    "csignal": "signal sig_atomic_t raise",
    "exception": "exception exception_ptr current_exception rethrow_exception",
}
# Headers that the standard says, or every library in use here does, to declare the names of another, too.
ALSO = {
    "string_view": ["string"],
    "exception": ["stdexcept"],
    "utility": ["algorithm", "map", "memory", "tuple", "vector", "string", "functional", "optional", "array",
                "variant"],
    "iterator": ["vector", "string", "map", "set", "array", "span", "algorithm", "fstream", "sstream", "iostream"],
    "system_error": ["filesystem", "charconv"],
}
HEADER_OF = {name: header for header, names in HEADERS.items() for name in names.split()}
NAMED = re.compile(r"\bstd::(\w+)")
TORCH = re.compile(r"\btorch::\w")


def missing(code, included):
    """-> {header: first name} of what the code names and none of the included headers declares."""
    found = {}
    for name in NAMED.findall(code):
        header = HEADER_OF.get(name)
        if header and included.isdisjoint([header, *ALSO.get(header, [])]):
            found.setdefault(header, f"std::{name}")
    return found


def missing_torch(code, included):
    named = TORCH.search(code) and not any(name.startswith(("torch/", "ATen/")) for name in included)
    return {"torch/torch.h": "torch::"} if named else {}
