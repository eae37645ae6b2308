// ./dev bench [NAME...] [--quick] [--json]: the speed figures, as ratios measured side by side in one run.
// Exit status: 0 measured, whether targets are met or not; 1 could not be measured, or the two sides differ in their
// work; 2 wrong usage.
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QDir>
#include <cstdio>
#include <cstring>

using namespace meterdesk::bench;

namespace {

struct Named {
    const char* name;
    void (*run)(const Options&, Report&);
};
constexpr Named benches[] = {
    {"sale", benchSale},
    {"find", benchFind},
    {"import", benchImport},
    {"window", benchWindow},
};

bool known(const QString& name) {
    for (const Named& bench : benches)
        if (name == QLatin1String(bench.name))
            return true;
    return false;
}

int usage(const QString& about) {
    std::fprintf(stderr, "bench: %s\nusage: bench [sale] [find] [import] [window] [--quick] [--smoke] [--json]\n",
                 qUtf8Printable(about));
    return 2;
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], "--first-frame") == 0)
        return firstFrame(argc, argv);
    const QCoreApplication application(argc, argv);
    Options options;
    const QStringList words = QCoreApplication::arguments().mid(1);
    for (const QString& word : words) {
        if (word == QLatin1String("--json"))
            options.json = true;
        else if (word == QLatin1String("--quick"))
            options.size = Size::Quick;
        else if (word == QLatin1String("--smoke"))
            options.size = Size::Smoke;
        else if (known(word))
            options.chosen.append(word);
        else
            return usage(word);
    }
    options.folder = QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(QStringLiteral("../../../bench"));
    if (!QDir().mkpath(options.folder))
        giveUp(options.folder);
    Report report;
    for (const Named& bench : benches) {
        if (!options.chosen.isEmpty() && !options.chosen.contains(QLatin1String(bench.name)))
            continue;
        std::fprintf(stderr, "bench: %s\n", bench.name);
        bench.run(options, report);
    }
    report.print(options);
    return report.sound() ? 0 : 1;
}
