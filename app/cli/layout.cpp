// meterdesk layout check FILE | list
#include "app/cli/command.h"
#include "cardio/cards/layouttext.h"

#include <QFile>
#include <QJsonArray>

namespace meterdesk::cli {
namespace {

Result<Answer> check(Context&, const std::string& path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file.fileName() + QStringLiteral(": ") + file.errorString());
    MD_GET(layout, readLayout(file.read(4 << 20)));
    QJsonArray warnings;
    for (const QString& warning : std::as_const(layout.warnings))
        warnings.append(warning);
    const QStringList described = describeLayout(layout); // with the warnings
    const QString text =
        described.join(QLatin1Char('\n')) + QLatin1Char('\n') + tr("“%1” is a valid layout.").arg(layout.id);
    return Answer{{{QStringLiteral("layout"), layout.id},
                   {QStringLiteral("family"), familyName(layout.family)},
                   {QStringLiteral("valid"), true},
                   {QStringLiteral("warnings"), warnings},
                   {QStringLiteral("described"), QJsonArray::fromStringList(described)}},
                  text,
                  0};
}

Result<Answer> list(Context& context) {
    QStringList problems;
    const LayoutBook book = LayoutBook::load(context.dataFolder(), &problems);
    QJsonArray array;
    QString text;
    const QStringList ids = book.ids();
    for (const QString& id : ids) {
        const Layout* layout = book.find(id);
        array.append(
            QJsonObject{{QStringLiteral("layout"), id},
                        {QStringLiteral("family"), familyName(layout->family)},
                        {QStringLiteral("kind"), layout->tool ? QStringLiteral("tool") : QStringLiteral("user")}});
        text += QStringLiteral("%1  %2  %3\n").arg(id, familyName(layout->family), layout->title(QLocale().name()));
    }
    for (const QString& problem : std::as_const(problems))
        text += tr("refused: %1\n").arg(problem);
    return Answer{
        {{QStringLiteral("layouts"), array}, {QStringLiteral("refused"), QJsonArray::fromStringList(problems)}},
        text,
        0};
}

} // namespace

void addLayout(Commands& commands) {
    CLI::App* layout = commands.app.add_subcommand("layout", QT_TR_NOOP("Card layouts"));
    layout->require_subcommand(1);
    auto file = std::make_shared<std::string>();
    commands
        .add(layout, "check", QT_TR_NOOP("Read a layout and say what it means, or what is wrong with it"),
             [file](Context& context) { return check(context, *file); })
        ->add_option("file", *file, QT_TR_NOOP("Layout file"))
        ->required()
        ->type_name("FILE");
    commands.add(layout, "list", QT_TR_NOOP("The layouts that this office knows"),
                 [](Context& context) { return list(context); });
}

} // namespace meterdesk::cli
