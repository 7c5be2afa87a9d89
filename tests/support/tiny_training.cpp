#include "support/tiny_training.h"

namespace lumbar::test {

Arguments tiny_training(const std::string& recipe, int epochs, int validate_every, const std::string& folds) {
    Arguments flags = {"--recipe",  recipe, "--folds",    folds,       "--seed",   "4",
                       "--threads", "1",    "--device",   "cpu",       "--epochs", std::to_string(epochs),
                       "--batch",   "1",    "--backbone", "hgnetv2_b0"};
    for (const std::string& setting :
         {std::string("width=0.25"), std::string("depth=0.34"), std::string("head_width=16"),
          "validate_every=" + std::to_string(validate_every), std::string("workers=1"),
          std::string("precision=fp32")}) {
        flags.insert(flags.end(), {"--set", setting});
    }
    return flags;
}

}  // namespace lumbar::test
