#include "dicom_pixels/codecs.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>
#include <dcmtk/oflog/spi/logevent.h>

#include <mutex>
#include <string_view>

#include "dicom_pixels/dictionary.h"

namespace lumbar {
namespace {

thread_local std::string first_warning;

// Other warnings, of odd parameters or of bytes between segments, say nothing of the pixels.
bool tells_of_damage(std::string_view message) {
    const bool is_about_data =
        message.starts_with("Corrupt JPEG data") || message.starts_with("Premature end");
    return is_about_data && message.find("extraneous") == message.npos;
}

// Remembers what the decoders say of damaged streams.
class WarningKeeper : public dcmtk::log4cplus::Appender {
  public:
    ~WarningKeeper() override { destructorImpl(); }
    void close() override {}

  protected:
    void append(const dcmtk::log4cplus::spi::InternalLoggingEvent& event) override {
        // In the static edition it is a string class of DCMTK's own.
        const std::string message(event.getMessage().c_str());  // NOLINT(readability-redundant-string-cstr)
        if (first_warning.empty() && tells_of_damage(message)) first_warning = message;
    }
};

void keep_warnings_of(const char* name) {
    auto logger = dcmtk::log4cplus::Logger::getInstance(name);
    logger.setAdditivity(false);
    logger.setLogLevel(dcmtk::log4cplus::WARN_LOG_LEVEL);
    logger.addAppender(dcmtk::log4cplus::SharedAppenderPtr(new WarningKeeper));
}

}  // namespace

void prepare_dcmtk() {
    static std::once_flag once;
    std::call_once(once, [] {
        // What DCMTK has to say comes back as OFCondition and goes into our Error.
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        keep_warnings_of("dcmtk.dcmjpeg");
        ensure_dictionary();
        DcmRLEDecoderRegistration::registerCodecs();
        DcmRLEEncoderRegistration::registerCodecs();
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    });
}

const std::string& decoder_warning() {
    return first_warning;
}

void forget_decoder_warning() {
    first_warning.clear();
}

}  // namespace lumbar
