#include "app/window.h"

#include "app/cli/runcommand.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"
#include "ui/till/tillwindow.h"

#include <QApplication>

namespace meterdesk {

int runWindow(int argc, char** argv) {
    QApplication application(argc, argv);
    nameApplication();
    const OfficeOptions options = cli::windowOptions(argc, argv);
    useLanguageOf(options.dataFolder, false);
    theme::apply(application, false);
    TillWindow window(options);
    window.show();
    return QApplication::exec();
}

} // namespace meterdesk
