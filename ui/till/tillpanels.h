// The till's panels and where they stand: which of them is seen, how wide it is, and where the cursor goes. What they
// ask for is answered by the window.
//
// Threads: GUI. Made anew for each cashier, so that nothing of the former one's is left.
#pragma once

#include "ui/common/officethread.h"

#include <QWidget>

class QScrollArea;
class QShortcut;
class QStackedWidget;

namespace meterdesk {

class CardActions;
struct Confirmation;
class ConfirmPanel;
class CustomerPanel;
class Drawer;
class MessageBar;
class MessagePlace;
class OpenOrders;
class OrderPanel;
class ReceiptView;
class SalePanel;
class SearchPanel;
class SignInPanel;
class TopBar;

class TillPanels : public QWidget {
    Q_OBJECT
public:
    /// `books`: where things are looked up; it outlives this.
    explicit TillPanels(OfficeThread& books);

    // The whole window's
    TopBar* const top;
    MessagePlace* const messagePlace;
    MessageBar* const message;
    Drawer* const drawer;
    SignInPanel* const signIn;
    OpenOrders* const openOrders;
    // The till's: the search, who is served, and in the right column one of four
    SearchPanel* const search;
    CustomerPanel* const customer;
    CardActions* const actions;
    SalePanel* const sale;
    ReceiptView* const receipt;
    ConfirmPanel* const confirm;
    OrderPanel* const order;

    void showTill();
    void showSignIn();
    void showOpenOrders();
    bool isTillShown() const;
    /// In the right column.
    bool shows(const QWidget* panel) const;
    /// What was asked for stands before the sale: it is left by Esc, and keeps the cursor.
    bool isSaleHidden() const;

    void ask(const Confirmation& what);
    void showReceipt();
    /// The sale, or the open order that is in its way.
    void showSale();
    void focusSale();
    void backToSale();
    /// The same, for what wasn't asked for by the one who types: a search that is being typed keeps the cursor.
    void giveWay();
    /// A narrow window shows the search instead of the resident while it is used.
    void setSearching(bool searching);
    void retranslate();

Q_SIGNALS:
    void pageChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildPages();
    void buildTill();
    void buildRight();
    void showPage(QWidget* page);
    /// Columns as the size allows.
    void fit();

    QStackedWidget* m_pages;
    QStackedWidget* m_right;
    QScrollArea* m_rightScroll;
    QWidget* m_middle;
    QWidget* m_till;
    QWidget* m_signInPage;
    QShortcut* m_backKey; // out of the open orders
    bool m_searching = false;
};

} // namespace meterdesk
