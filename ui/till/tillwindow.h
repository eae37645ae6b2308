// The till: one window in which a cashier serves a resident. Card on, amount, Enter, receipt; keyboard first.
//
// Threads: GUI. Cards, books and watching have threads of their own (ui/common/officethread.h, cardwatcher.h); this
// class only puts questions and shows answers. The keyboard map is in ui/README.md.
#pragma once

#include "ui/common/officethread.h"
#include "ui/till/customer.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace meterdesk {

class CardActions;
class CardWatcher;
class Chip;
class CustomerPanel;
class Drawer;
class MessageBar;
class OpenOrders;
class ReceiptView;
class SalePanel;
class SearchPanel;
class SignInPanel;

class TillWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit TillWindow(const OfficeOptions& options, QWidget* parent = nullptr);
    ~TillWindow() override;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    QWidget* buildTopBar();
    void connectPanels();
    void addShortcuts();
    void retranslate();
    void relight();

    // signing in
    void signIn(const QString& name, const QString& password);
    void unlock(const QString& passphrase);
    void opened(const StaffSession& who);

    // card and customer
    void cardCame();
    void cardWent();
    /// `afterMoney`: what was said about a sale stays in the message bar unless there is news.
    void look(bool afterMoney = false);
    void showLooked(const CardView& view, bool afterMoney);
    void showAccount(Id accountId, bool focusAmount = true);
    void showReader();
    void refreshAccount();

    // money
    void quote(quint64 token, const QString& meter, const SaleAsked& asked);
    void sell(const TopUpAsked& asked);
    void resend(Id orderId);
    void reverse(Id orderId, const QString& reason);
    void settle();
    void afterMoney(bool readCard = true);
    void tellOrder(const CreditOrder& order);

    /// A piece of work with the card whose answer is only told: issue, adopt, replace, return.
    template <class Work>
    void withCard(Work work, const QString& done);
    void showPage(QWidget* page);

    OfficeOptions m_options;
    OfficeThread m_desk;  // cards and money
    OfficeThread m_books; // looking things up
    std::unique_ptr<CardWatcher> m_watcher;
    StaffSession m_who;
    std::optional<CardView> m_card;
    bool m_cardThere = false;
    bool m_cameWhileSelling = false;
    bool m_readerTrouble = false;
    QString m_readerName;
    bool m_open = false;
    Id m_account = noId;
    int m_openOrderCount = 0;

    QStackedWidget* m_pages = nullptr;
    QStackedWidget* m_right = nullptr;
    QWidget* m_tillPage = nullptr;
    QWidget* m_signInPage = nullptr;
    QLabel* m_office = nullptr;
    QLabel* m_person = nullptr;
    Chip* m_readerChip = nullptr;
    QToolButton* m_openButton = nullptr;
    QToolButton* m_languageButton = nullptr;
    QToolButton* m_themeButton = nullptr;
    SearchPanel* m_search = nullptr;
    CustomerPanel* m_customer = nullptr;
    CardActions* m_actions = nullptr;
    SalePanel* m_sale = nullptr;
    ReceiptView* m_receipt = nullptr;
    OpenOrders* m_openOrders = nullptr;
    SignInPanel* m_signIn = nullptr;
    MessageBar* m_message = nullptr;
    Drawer* m_drawer = nullptr;
};

} // namespace meterdesk
