#include "pipeline/backend_pool.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/printable.h"

namespace lumbar {

BackendPool::BackendPool(std::vector<std::shared_ptr<Backend>> backends, Open open_fallback)
    : backends_(std::move(backends)), open_fallback_(std::move(open_fallback)) {}

std::vector<std::size_t> BackendPool::places() const {
    std::vector<std::size_t> places;
    for (std::size_t number = 0; number < backends_.size(); ++number) {
        const auto in_hand = static_cast<std::size_t>(std::max(1, backends_[number]->studies_in_hand()));
        places.insert(places.end(), in_hand, number);
    }
    return places;
}

std::shared_ptr<Backend> BackendPool::next_of(std::size_t number) const {
    for (std::size_t i = 0; i < backends_.size(); ++i) {
        const auto& backend = backends_[(number + i) % backends_.size()];
        if (works(backend)) return backend;
    }
    return {};
}

std::shared_ptr<Backend> BackendPool::open_fallback() {
    if (!fallback_) fallback_ = open_fallback_();
    if (works(fallback_)) return fallback_;
    throw Error({"no device is left to compute on"}, ExitCode::device);
}

std::shared_ptr<Backend> BackendPool::get(std::size_t number) {
    const std::lock_guard lock(mutex_);
    if (auto backend = next_of(number)) return backend;
    return open_fallback();
}

std::shared_ptr<Backend> BackendPool::fallback() {
    const std::lock_guard lock(mutex_);
    return open_fallback();
}

void BackendPool::give_up(const std::shared_ptr<Backend>& failed, const std::string& study,
                          const BackendFailure& reason) {
    const std::lock_guard lock(mutex_);
    if (!failed_.insert(failed).second) return;
    const auto at = std::find(backends_.begin(), backends_.end(), failed);
    const auto next = next_of(static_cast<std::size_t>(at - backends_.begin()));
    const std::string where = next ? next->name() : failed == fallback_ ? "" : "the CPU";
    log_warning(failed->name() + " failed: " + first_line(reason.what()) + "; " +
                (where.empty()
                     ? "no device is left"
                     : "study " + study + " is graded again on " + where + ", which takes the others, too"));
}

}  // namespace lumbar
