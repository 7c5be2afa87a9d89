#include "memory.h"

#include <cstdlib>
#include <cstring>

namespace ptx {
namespace {

constexpr std::uint64_t kAlignment = 512,
                        kGap = 4096;               // an index past the end never meets the next allocation
constexpr unsigned char kPoison[] = {0xff, 0x7f};  // not a number, as float16 and as float32

}  // namespace

void Memory::FreeMemory::operator()(void* place) const {
    std::free(place);
}

std::uint64_t Memory::allocate(std::size_t bytes) {
    if (bytes == 0 || bytes > available()) return 0;
    Block block;
    // calloc's pages cost nothing until they are touched.
    block.data.reset(std::calloc(bytes + 1, 1));
    block.written.reset(std::calloc(bytes + 1, 1));
    if (!block.data || !block.written) return 0;
    block.allocation = {next_, bytes, static_cast<char*>(block.data.get()),
                        static_cast<std::uint8_t*>(block.written.get())};
    next_ += (bytes + kAlignment - 1) / kAlignment * kAlignment + kGap;
    used_ += bytes;
    const std::uint64_t address = block.allocation.base;
    blocks_.emplace(address, std::move(block));
    return address;
}

bool Memory::free(std::uint64_t address) {
    const auto found = blocks_.find(address);
    if (found == blocks_.end()) return false;
    used_ -= found->second.allocation.bytes;
    blocks_.erase(found);
    return true;
}

const Allocation* Memory::find(std::uint64_t address, std::size_t bytes) const {
    auto found = blocks_.upper_bound(address);
    if (found == blocks_.begin()) return nullptr;
    const Allocation& allocation = (--found)->second.allocation;
    const std::uint64_t offset = address - allocation.base;
    const bool fits = bytes <= allocation.bytes && offset <= allocation.bytes - bytes;
    return fits ? &allocation : nullptr;
}

bool Memory::write(std::uint64_t to, const void* from, std::size_t bytes) {
    const Allocation* found = find(to, bytes);
    if (!found) return false;
    std::memcpy(found->data + (to - found->base), from, bytes);
    std::memset(found->written + (to - found->base), 1, bytes);
    return true;
}

bool Memory::fill(std::uint64_t to, unsigned char value, std::size_t bytes) {
    const Allocation* found = find(to, bytes);
    if (!found) return false;
    std::memset(found->data + (to - found->base), value, bytes);
    std::memset(found->written + (to - found->base), 1, bytes);
    return true;
}

bool Memory::read(void* to, std::uint64_t from, std::size_t bytes) const {
    const Allocation* found = find(from, bytes);
    if (!found) return false;
    const std::size_t offset = from - found->base;
    std::memcpy(to, found->data + offset, bytes);
    for (std::size_t i = 0; i < bytes; ++i) {
        if (!found->written[offset + i]) static_cast<unsigned char*>(to)[i] = kPoison[(offset + i) % 2];
    }
    return true;
}

}  // namespace ptx
