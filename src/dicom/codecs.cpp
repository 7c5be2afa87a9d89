#include "dicom/codecs.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <mutex>

#include "dicom/dictionary.h"

namespace lumbar {

void prepare_dcmtk() {
    static std::once_flag once;
    std::call_once(once, [] {
        // What DCMTK has to say comes back as OFCondition and goes into our Error.
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        ensure_dictionary();
        DcmRLEDecoderRegistration::registerCodecs();
        DcmRLEEncoderRegistration::registerCodecs();
        DJDecoderRegistration::registerCodecs();
        DJLSDecoderRegistration::registerCodecs();
    });
}

}  // namespace lumbar
