// Holds the devices that studies are graded on: where one fails, the others go on, and at last the CPU.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "infer/backend.h"

namespace lumbar {

class BackendPool {
  public:
    using Open = std::function<std::shared_ptr<Backend>()>;

    // `open_fallback` is called once at most, when the fallback is needed.
    BackendPool(std::vector<std::shared_ptr<Backend>> backends, Open open_fallback);

    // A place for each study in hand: the number of the backend that is to grade it.
    std::vector<std::size_t> places() const;

    // The backend of that number; if it has failed the next one that has not, or the fallback.  Throws what
    // `open_fallback` throws, and Error (internal) if the fallback has failed, too.
    std::shared_ptr<Backend> get(std::size_t number);

    // The CPU, for data that the others cannot compute though they work.  Throws as get() does.
    std::shared_ptr<Backend> fallback();

    // Takes it out of use and says so, in one line however many threads say it.
    void give_up(const std::shared_ptr<Backend>& failed, const std::string& study,
                 const BackendFailure& reason);

  private:
    bool works(const std::shared_ptr<Backend>& backend) const { return !failed_.contains(backend); }
    std::shared_ptr<Backend> next_of(std::size_t number) const;
    std::shared_ptr<Backend> open_fallback();

    std::vector<std::shared_ptr<Backend>> backends_;
    Open open_fallback_;
    std::shared_ptr<Backend> fallback_;  // empty: not opened
    std::set<std::shared_ptr<Backend>> failed_;
    std::mutex mutex_;
};

}  // namespace lumbar
