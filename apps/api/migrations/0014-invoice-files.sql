-- The file of an invoice may come, or come again, after the draw was asked for; everything else about it stays as it was asked.
grant update (document_id) on servicing.draw_invoices to connect_app;
