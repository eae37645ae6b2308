// meterdesk staff add|list|password|role|unlock
#include "app/cli/command.h"

#include "models/staff/staffbook.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string name, display, role = "cashier";
};

std::optional<Role> roleFrom(const std::string& name) {
    return roleFromName(QString::fromStdString(name));
}

QJsonObject json(const StaffSession& person) {
    return {{QStringLiteral("name"), person.name},
            {QStringLiteral("display"), person.display},
            {QStringLiteral("role"), roleName(person.role)}};
}

/// The staff, to be changed by who is signed in.
Result<StaffBook> manage(Context& context) {
    MD_GET(who, context.session());
    MD_TRY(who->require(Permission::ManageStaff));
    MD_GET(office, context.office());
    return StaffBook(office->store(), Clock::system(), *who);
}

Result<QString> newPassword() {
    const QString password = takeSecret("METERDESK_NEW_PASSWORD");
    if (password.isEmpty())
        return fail(ErrorCode::BadArgument, tr("The new password is given in METERDESK_NEW_PASSWORD."));
    return password;
}

Result<StaffSession> find(StaffBook& book, const std::string& name) {
    MD_GET(all, book.all());
    for (const StaffSession& person : all)
        if (person.name.toStdString() == name)
            return person;
    return fail(ErrorCode::NotFound, QString::fromStdString(name));
}

Result<Answer> list(Context& context) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_TRY(who->require(Permission::ReadCards));
    StaffBook book(office->store());
    MD_GET(all, book.all());
    QJsonArray array;
    QString text;
    for (const StaffSession& person : all) {
        array.append(json(person));
        text += QStringLiteral("%1  %2  %3\n").arg(person.name, person.display, roleText(person.role));
    }
    return Answer{{{QStringLiteral("staff"), array}}, text, 0};
}

Result<Answer> add(Context& context, const Asked& asked) {
    MD_GET(book, manage(context));
    MD_GET(password, newPassword());
    const QString name = QString::fromStdString(asked.name);
    MD_TRY(book.add(name, asked.display.empty() ? name : QString::fromStdString(asked.display),
                    roleFrom(asked.role).value_or(Role::Cashier), password));
    MD_GET(person, find(book, asked.name));
    return Answer{json(person), tr("%1 may sign in now.").arg(name), 0};
}

template <class Work>
Result<Answer> change(Context& context, const Asked& asked, Work&& apply) {
    MD_GET(book, manage(context));
    MD_GET(person, find(book, asked.name));
    MD_TRY(apply(book, person.staffId));
    MD_GET(after, find(book, asked.name));
    return Answer{json(after), QCoreApplication::translate("meterdesk::cli", "Done."), 0};
}

} // namespace

void addStaff(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* staff = commands.app.add_subcommand("staff", QT_TR_NOOP("People who sign in"));
    staff->require_subcommand(1);
    commands.add(staff, "list", QT_TR_NOOP("Everybody"), [](Context& context) { return list(context); });
    const auto named = [&](const char* verb, const char* help, Action action) {
        CLI::App* command = commands.add(staff, verb, help, std::move(action));
        command->add_option("name", asked->name, QT_TR_NOOP("Name to sign in with"))->required()->type_name("NAME");
        return command;
    };
    const auto roles = CLI::IsMember({"cashier", "dispatcher", "manager", "administrator"});
    CLI::App* adding = named("add", QT_TR_NOOP("A new person (password in METERDESK_NEW_PASSWORD)"),
                             [asked](Context& context) { return add(context, *asked); });
    adding->add_option("--display", asked->display, QT_TR_NOOP("Name on receipts"))->type_name("TEXT");
    adding->add_option("--role", asked->role, QT_TR_NOOP("Role"))->check(roles);
    named("password", QT_TR_NOOP("A new password (METERDESK_NEW_PASSWORD)"), [asked](Context& context) {
        return change(context, *asked, [](StaffBook& book, Id id) -> Status {
            MD_GET(password, newPassword());
            return book.setPassword(id, password);
        });
    });
    named("role", QT_TR_NOOP("Another role"),
          [asked](Context& context) {
              return change(context, *asked, [&](StaffBook& book, Id id) {
                  return book.setRole(id, roleFrom(asked->role).value_or(Role::Cashier));
              });
          })
        ->add_option("--role", asked->role, QT_TR_NOOP("Role"))
        ->required()
        ->check(roles);
    named("unlock", QT_TR_NOOP("After too many wrong passwords"), [asked](Context& context) {
        return change(context, *asked, [](StaffBook& book, Id id) { return book.unlock(id); });
    });
}

} // namespace meterdesk::cli
