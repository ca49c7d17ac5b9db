; Kernels of kernel.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from kernel.py, SHA-256 581274240b8288e48b87d2cee4530b33bb02f42c76a7a447a11816998a308061
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
define i64 @spread(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 %a4, double %a5, ptr readonly %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr %a12, ptr writeonly %a13, ptr %a14, ptr %a15, ptr %a16, ptr %a17, ptr %a18, ptr writeonly %a19, ptr writeonly %a20) {
done:
  %.111.i = sub i64 %a1, %a0
  %.157302.not.i = icmp slt i64 %.111.i, 1
  br i1 %.157302.not.i, label %spread.0.exit, label %B48.i

B48.i:                                            ; preds = %done, %spread.15.exit.i
  %touched_n.0306.i = phi i64 [ %touched_n.3.i, %spread.15.exit.i ], [ 0, %done ]
  %total.0305.i = phi i64 [ %total.3.i, %spread.15.exit.i ], [ 0, %done ]
  %.98.0304.i = phi i64 [ %.170.i, %spread.15.exit.i ], [ %a0, %done ]
  %.101.0303.i = phi i64 [ %.166.i, %spread.15.exit.i ], [ %.111.i, %done ]
  %.166.i = add nsw i64 %.101.0303.i, -1
  %.170.i = add i64 %.98.0304.i, 1
  %.200.i = add nsw i64 %total.0305.i, %a3
  %.202.i = icmp sgt i64 %.200.i, %a4
  br i1 %.202.i, label %spread.0.exit, label %B76.i

B76.i:                                            ; preds = %B48.i
  %.339285.not.i = icmp slt i64 %touched_n.0306.i, 1
  br i1 %.339285.not.i, label %B144.i, label %B106.if.i

B144.i:                                           ; preds = %B106.if.i, %B76.i
  %.403.i = add nsw i64 %.98.0304.i, %a2
  %.405.i = getelementptr double, ptr %a12, i64 %.403.i
  store double 0.000000e+00, ptr %.405.i, align 8, !noalias !0
  store double 0.000000e+00, ptr %a14, align 8, !noalias !0
  %.414.i = trunc i64 %.403.i to i32
  store i32 %.414.i, ptr %a15, align 4, !noalias !0
  br label %B212.i.outer

B212.i.outer:                                     ; preds = %B144.i, %B1070.i
  %total.2.i.ph = phi i64 [ %total.0305.i, %B144.i ], [ %total.0.lcssa.i.i, %B1070.i ]
  %touched_n.2.i.ph = phi i64 [ 0, %B144.i ], [ %touched_n.4.lcssa.i, %B1070.i ]
  %size.2.i.ph = phi i64 [ 1, %B144.i ], [ %size.4.lcssa.i, %B1070.i ]
  br label %B212.i

B198.loopexit.i:                                  ; preds = %B548.i
  %.422.i = icmp sgt i64 %size.2.i, 1
  br i1 %.422.i, label %B212.i, label %B1084.i

B212.i:                                           ; preds = %B212.i.outer, %B198.loopexit.i
  %size.2.i = phi i64 [ %.440.i, %B198.loopexit.i ], [ %size.2.i.ph, %B212.i.outer ]
  %.429.i = load double, ptr %a14, align 8, !noalias !0
  %.435.i = load i32, ptr %a15, align 4, !noalias !0
  %.440.i = add nsw i64 %size.2.i, -1
  %.445.i = getelementptr double, ptr %a14, i64 %.440.i
  %.446.i = load double, ptr %.445.i, align 8, !noalias !0
  %.452.i = getelementptr i32, ptr %a15, i64 %.440.i
  %.453.i = load i32, ptr %.452.i, align 4, !noalias !0
  %.464.i = icmp ugt i64 %size.2.i, 2
  br i1 %.464.i, label %B314.i, label %B548.i

B314.i:                                           ; preds = %B212.i, %B476.i
  %hole.4.i = phi i64 [ %smallest.6.lcssa.i, %B476.i ], [ 0, %B212.i ]
  %.470.i = shl nsw i64 %hole.4.i, 2
  %.471.i = or disjoint i64 %.470.i, 1
  %.476.i = add nsw i64 %.470.i, 5
  %.476..440.i = tail call i64 @llvm.smin.i64(i64 %.476.i, i64 %.440.i)
  %.498.i = or disjoint i64 %.470.i, 2
  %.537.i = sub i64 %.476..440.i, %.498.i
  %.580288.not.i = icmp slt i64 %.537.i, 1
  br i1 %.580288.not.i, label %B450.i, label %B404.if.i

B450.i:                                           ; preds = %B404.if.i, %B314.i
  %smallest.6.lcssa.i = phi i64 [ %.471.i, %B314.i ], [ %smallest.7.i, %B404.if.i ]
  %.646.i = getelementptr double, ptr %a14, i64 %smallest.6.lcssa.i
  %.647.i = load double, ptr %.646.i, align 8, !noalias !0
  %.649.i = fcmp ult double %.647.i, %.446.i
  br i1 %.649.i, label %B476.i, label %B548.i

B476.i:                                           ; preds = %B450.i
  %.660.i = getelementptr double, ptr %a14, i64 %hole.4.i
  store double %.647.i, ptr %.660.i, align 8, !noalias !0
  %.664.i = getelementptr i32, ptr %a15, i64 %smallest.6.lcssa.i
  %.665.i = load i32, ptr %.664.i, align 4, !noalias !0
  %.668.i = getelementptr i32, ptr %a15, i64 %hole.4.i
  store i32 %.665.i, ptr %.668.i, align 4, !noalias !0
  %.676.i = shl nsw i64 %smallest.6.lcssa.i, 2
  %.677.i = or disjoint i64 %.676.i, 1
  %.679.i = icmp slt i64 %.677.i, %.440.i
  br i1 %.679.i, label %B314.i, label %B548.i

B548.i:                                           ; preds = %B476.i, %B450.i, %B212.i
  %hole.5.i = phi i64 [ 0, %B212.i ], [ %hole.4.i, %B450.i ], [ %smallest.6.lcssa.i, %B476.i ]
  %.689.i = getelementptr double, ptr %a14, i64 %hole.5.i
  store double %.446.i, ptr %.689.i, align 8, !noalias !0
  %.696.i = getelementptr i32, ptr %a15, i64 %hole.5.i
  store i32 %.453.i, ptr %.696.i, align 4, !noalias !0
  %.704.i = sext i32 %.435.i to i64
  %.705.i = getelementptr double, ptr %a12, i64 %.704.i
  %.706.i = load double, ptr %.705.i, align 8, !noalias !0
  %.708.i = fcmp ogt double %.429.i, %.706.i
  br i1 %.708.i, label %B198.loopexit.i, label %B594.i

B594.i:                                           ; preds = %B548.i
  %.28.i.i = getelementptr i64, ptr %a9, i64 %.704.i
  %.29.i.i = load i64, ptr %.28.i.i, align 8, !noalias !3
  %.32.i.i = getelementptr i8, ptr %.28.i.i, i64 8
  %.33.i.i = load i64, ptr %.32.i.i, align 8, !noalias !3
  %.70.i.i = sub i64 %.33.i.i, %.29.i.i
  %.11554.not.i.i = icmp slt i64 %.70.i.i, 1
  br i1 %.11554.not.i.i, label %spread.14.exit.i, label %B66.if.i.i

B108.i.i:                                         ; preds = %B66.if.i.i
  %.190.i.i = getelementptr i32, ptr %a10, i64 %.57.055.i.i
  %.191.i.i = load i32, ptr %.190.i.i, align 4, !noalias !3
  %.199.i.i = sext i32 %.191.i.i to i64
  %.200.i.i = getelementptr double, ptr %a17, i64 %.199.i.i
  %.201.i.i = load double, ptr %.200.i.i, align 8, !noalias !3
  %.203.i.i = fcmp olt double %.161.i.i, %.201.i.i
  br i1 %.203.i.i, label %B148.i.i, label %B212.i.i

B148.i.i:                                         ; preds = %B108.i.i
  %.210.i.i = fcmp oeq double %.201.i.i, 0x7FF0000000000000
  br i1 %.210.i.i, label %B182.i.i, label %B202.i.i

B182.i.i:                                         ; preds = %B148.i.i
  %.215.i.i = getelementptr i32, ptr %a18, i64 %total.057.i.i
  store i32 %.191.i.i, ptr %.215.i.i, align 4, !noalias !3
  %.218.i.i = add nsw i64 %total.057.i.i, 1
  br label %B202.i.i

B202.i.i:                                         ; preds = %B182.i.i, %B148.i.i
  %total.2.i.i = phi i64 [ %.218.i.i, %B182.i.i ], [ %total.057.i.i, %B148.i.i ]
  store double %.161.i.i, ptr %.200.i.i, align 8, !noalias !3
  br label %B212.i.i

B212.i.i:                                         ; preds = %B202.i.i, %B108.i.i
  %total.1.i.i = phi i64 [ %total.2.i.i, %B202.i.i ], [ %total.057.i.i, %B108.i.i ]
  %.115.i.i = icmp ugt i64 %.60.056.i.i, 1
  br i1 %.115.i.i, label %B66.if.i.i, label %spread.14.exit.i

B66.if.i.i:                                       ; preds = %B594.i, %B212.i.i
  %total.057.i.i = phi i64 [ %total.1.i.i, %B212.i.i ], [ %total.2.i.ph, %B594.i ]
  %.60.056.i.i = phi i64 [ %.124.i.i, %B212.i.i ], [ %.70.i.i, %B594.i ]
  %.57.055.i.i = phi i64 [ %.128.i.i, %B212.i.i ], [ %.29.i.i, %B594.i ]
  %.124.i.i = add nsw i64 %.60.056.i.i, -1
  %.128.i.i = add i64 %.57.055.i.i, 1
  %.158.i.i = getelementptr double, ptr %a11, i64 %.57.055.i.i
  %.159.i.i = load double, ptr %.158.i.i, align 8, !noalias !3
  %.161.i.i = fadd double %.429.i, %.159.i.i
  %.167.i.i = fcmp ogt double %.161.i.i, %a5
  br i1 %.167.i.i, label %spread.14.exit.i, label %B108.i.i

spread.14.exit.i:                                 ; preds = %B66.if.i.i, %B212.i.i, %B594.i
  %total.0.lcssa.i.i = phi i64 [ %total.2.i.ph, %B594.i ], [ %total.057.i.i, %B66.if.i.i ], [ %total.1.i.i, %B212.i.i ]
  %.753.i = getelementptr i64, ptr %a6, i64 %.704.i
  %.754.i = load i64, ptr %.753.i, align 8, !noalias !0
  %.761.i = getelementptr i8, ptr %.753.i, i64 8
  %.762.i = load i64, ptr %.761.i, align 8, !noalias !0
  %.799.i = sub i64 %.762.i, %.754.i
  %.842292.not.i = icmp slt i64 %.799.i, 1
  br i1 %.842292.not.i, label %B1070.i, label %B702.if.i

B780.i:                                           ; preds = %B702.if.i
  %.915.i = fcmp oeq double %.902.i, 0x7FF0000000000000
  br i1 %.915.i, label %B814.i, label %B834.i

B814.i:                                           ; preds = %B780.i
  %.920.i = getelementptr i32, ptr %a16, i64 %touched_n.4295.i
  store i32 %.894.i, ptr %.920.i, align 4, !noalias !0
  %.923.i = add nsw i64 %touched_n.4295.i, 1
  br label %B834.i

B834.i:                                           ; preds = %B814.i, %B780.i
  %touched_n.6.i = phi i64 [ %.923.i, %B814.i ], [ %touched_n.4295.i, %B780.i ]
  store double %.887.i, ptr %.901.i, align 8, !noalias !0
  %.937.i = trunc i64 %.786.0293.i to i32
  %.938.i = getelementptr i32, ptr %a13, i64 %.900.i
  store i32 %.937.i, ptr %.938.i, align 4, !noalias !0
  %.946.i = add nsw i64 %size.4296.i, 1
  %.950.i = icmp sgt i64 %size.4296.i, 0
  br i1 %.950.i, label %B880.i, label %B1048.i

B880.i:                                           ; preds = %B834.i
  %.953.i = add nsw i64 %size.4296.i, -1
  %.954.i = lshr i64 %.953.i, 2
  %.956.i = getelementptr double, ptr %a14, i64 %.954.i
  %.957.i = load double, ptr %.956.i, align 8, !noalias !0
  %.959.i = fcmp ogt double %.957.i, %.887.i
  br i1 %.959.i, label %B916.i, label %B1048.i

B916.i:                                           ; preds = %B880.i, %B1012.i
  %hole.9.i = phi i64 [ %.966.i, %B1012.i ], [ %size.4296.i, %B880.i ]
  %.965.i = add nsw i64 %hole.9.i, -1
  %.966.i = lshr i64 %.965.i, 2
  %.968.i = getelementptr double, ptr %a14, i64 %.966.i
  %.969.i = load double, ptr %.968.i, align 8, !noalias !0
  %.972.i = getelementptr double, ptr %a14, i64 %hole.9.i
  store double %.969.i, ptr %.972.i, align 8, !noalias !0
  %.978.i = getelementptr i32, ptr %a15, i64 %.966.i
  %.979.i = load i32, ptr %.978.i, align 4, !noalias !0
  %.982.i = getelementptr i32, ptr %a15, i64 %hole.9.i
  store i32 %.979.i, ptr %.982.i, align 4, !noalias !0
  %.990.not.i = icmp eq i64 %.966.i, 0
  br i1 %.990.not.i, label %B1048.i, label %B1012.i

B1012.i:                                          ; preds = %B916.i
  %.993.i = add nsw i64 %.966.i, -1
  %.994.i = lshr i64 %.993.i, 2
  %.996.i = getelementptr double, ptr %a14, i64 %.994.i
  %.997.i = load double, ptr %.996.i, align 8, !noalias !0
  %.999.i = fcmp ogt double %.997.i, %.887.i
  br i1 %.999.i, label %B916.i, label %B1048.i

B1048.i:                                          ; preds = %B1012.i, %B916.i, %B880.i, %B834.i
  %hole.8.i = phi i64 [ %size.4296.i, %B880.i ], [ %size.4296.i, %B834.i ], [ 0, %B916.i ], [ %.966.i, %B1012.i ]
  %.1009.i = getelementptr double, ptr %a14, i64 %hole.8.i
  store double %.887.i, ptr %.1009.i, align 8, !noalias !0
  %.1016.i = getelementptr i32, ptr %a15, i64 %hole.8.i
  store i32 %.894.i, ptr %.1016.i, align 4, !noalias !0
  br label %B1068.i

B1068.i:                                          ; preds = %B702.if.i, %B1048.i
  %touched_n.5.i = phi i64 [ %touched_n.6.i, %B1048.i ], [ %touched_n.4295.i, %B702.if.i ]
  %size.5.i = phi i64 [ %.946.i, %B1048.i ], [ %size.4296.i, %B702.if.i ]
  %.842.i = icmp sgt i64 %.789.0294.i, 1
  br i1 %.842.i, label %B702.if.i, label %B1070.i

B1070.i:                                          ; preds = %B1068.i, %spread.14.exit.i
  %touched_n.4.lcssa.i = phi i64 [ %touched_n.2.i.ph, %spread.14.exit.i ], [ %touched_n.5.i, %B1068.i ]
  %size.4.lcssa.i = phi i64 [ %.440.i, %spread.14.exit.i ], [ %size.5.i, %B1068.i ]
  %.1037.i = icmp sgt i64 %size.4.lcssa.i, 0
  br i1 %.1037.i, label %B212.i.outer, label %B1084.i

B1084.i:                                          ; preds = %B1070.i, %B198.loopexit.i
  %total.3.i = phi i64 [ %total.2.i.ph, %B198.loopexit.i ], [ %total.0.lcssa.i.i, %B1070.i ]
  %touched_n.3.i = phi i64 [ %touched_n.2.i.ph, %B198.loopexit.i ], [ %touched_n.4.lcssa.i, %B1070.i ]
  %.57.i.i = sub i64 %total.3.i, %total.0305.i
  %.10238.not.i.i = icmp slt i64 %.57.i.i, 1
  br i1 %.10238.not.i.i, label %spread.15.exit.i, label %B36.if.i.i

B36.if.i.i:                                       ; preds = %B1084.i, %B36.if.i.i
  %.47.040.i.i = phi i64 [ %.111.i.i, %B36.if.i.i ], [ %.57.i.i, %B1084.i ]
  %.44.039.i.i = phi i64 [ %.115.i265.i, %B36.if.i.i ], [ %total.0305.i, %B1084.i ]
  %.111.i.i = add nsw i64 %.47.040.i.i, -1
  %.115.i265.i = add i64 %.44.039.i.i, 1
  %.141.i.i = getelementptr i32, ptr %a18, i64 %.44.039.i.i
  %.142.i.i = load i32, ptr %.141.i.i, align 4, !noalias !6
  %.144.i.i = sext i32 %.142.i.i to i64
  %.145.i.i = getelementptr double, ptr %a17, i64 %.144.i.i
  %.146.i.i = load double, ptr %.145.i.i, align 8, !noalias !6
  %.148.i.i = getelementptr double, ptr %a19, i64 %.44.039.i.i
  store double %.146.i.i, ptr %.148.i.i, align 8, !noalias !6
  %.152.i.i = load i32, ptr %.141.i.i, align 4, !noalias !6
  %.154.i.i = sext i32 %.152.i.i to i64
  %.155.i.i = getelementptr double, ptr %a17, i64 %.154.i.i
  store double 0x7FF0000000000000, ptr %.155.i.i, align 8, !noalias !6
  %.102.i.i = icmp ugt i64 %.47.040.i.i, 1
  br i1 %.102.i.i, label %B36.if.i.i, label %spread.15.exit.i

spread.15.exit.i:                                 ; preds = %B36.if.i.i, %B1084.i
  %.1079.i = sub nsw i64 %.98.0304.i, %a0
  %.1083.i = getelementptr i64, ptr %a20, i64 %.1079.i
  store i64 %.57.i.i, ptr %.1083.i, align 8, !noalias !0
  %.157.i = icmp sgt i64 %.101.0303.i, 1
  br i1 %.157.i, label %B48.i, label %spread.0.exit

B106.if.i:                                        ; preds = %B76.i, %B106.if.i
  %.283.0286.i = phi i64 [ %.352.i, %B106.if.i ], [ 0, %B76.i ]
  %.352.i = add nuw nsw i64 %.283.0286.i, 1
  %.382.i = getelementptr i32, ptr %a16, i64 %.283.0286.i
  %.383.i = load i32, ptr %.382.i, align 4, !noalias !0
  %.387.i = sext i32 %.383.i to i64
  %.388.i = getelementptr double, ptr %a12, i64 %.387.i
  store double 0x7FF0000000000000, ptr %.388.i, align 8, !noalias !0
  %exitcond.not.i = icmp eq i64 %touched_n.0306.i, %.352.i
  br i1 %exitcond.not.i, label %B144.i, label %B106.if.i

B404.if.i:                                        ; preds = %B314.i, %B404.if.i
  %smallest.6291.i = phi i64 [ %smallest.7.i, %B404.if.i ], [ %.471.i, %B314.i ]
  %.527.0290.i = phi i64 [ %.589.i, %B404.if.i ], [ %.537.i, %B314.i ]
  %.524.0289.i = phi i64 [ %.593.i, %B404.if.i ], [ %.498.i, %B314.i ]
  %.589.i = add nsw i64 %.527.0290.i, -1
  %.593.i = add i64 %.524.0289.i, 1
  %.623.i = getelementptr double, ptr %a14, i64 %.524.0289.i
  %.624.i = load double, ptr %.623.i, align 8, !noalias !0
  %.627.i = getelementptr double, ptr %a14, i64 %smallest.6291.i
  %.628.i = load double, ptr %.627.i, align 8, !noalias !0
  %.629.i = fcmp olt double %.624.i, %.628.i
  %smallest.7.i = select i1 %.629.i, i64 %.524.0289.i, i64 %smallest.6291.i
  %.580.i = icmp ugt i64 %.527.0290.i, 1
  br i1 %.580.i, label %B404.if.i, label %B450.i

B702.if.i:                                        ; preds = %spread.14.exit.i, %B1068.i
  %size.4296.i = phi i64 [ %size.5.i, %B1068.i ], [ %.440.i, %spread.14.exit.i ]
  %touched_n.4295.i = phi i64 [ %touched_n.5.i, %B1068.i ], [ %touched_n.2.i.ph, %spread.14.exit.i ]
  %.789.0294.i = phi i64 [ %.851.i, %B1068.i ], [ %.799.i, %spread.14.exit.i ]
  %.786.0293.i = phi i64 [ %.855.i, %B1068.i ], [ %.754.i, %spread.14.exit.i ]
  %.851.i = add nsw i64 %.789.0294.i, -1
  %.855.i = add i64 %.786.0293.i, 1
  %.884.i = getelementptr double, ptr %a8, i64 %.786.0293.i
  %.885.i = load double, ptr %.884.i, align 8, !noalias !0
  %.887.i = fadd double %.429.i, %.885.i
  %.893.i = getelementptr i32, ptr %a7, i64 %.786.0293.i
  %.894.i = load i32, ptr %.893.i, align 4, !noalias !0
  %.900.i = sext i32 %.894.i to i64
  %.901.i = getelementptr double, ptr %a12, i64 %.900.i
  %.902.i = load double, ptr %.901.i, align 8, !noalias !0
  %.904.i = fcmp uge double %.887.i, %.902.i
  %.908.i = fcmp ugt double %.887.i, %a5
  %or.cond.i = select i1 %.904.i, i1 true, i1 %.908.i
  br i1 %or.cond.i, label %B1068.i, label %B780.i

spread.0.exit:                                    ; preds = %B48.i, %spread.15.exit.i, %done
  %storemerge261.i = phi i64 [ %a1, %done ], [ %a1, %spread.15.exit.i ], [ %.98.0304.i, %B48.i ]
  ret i64 %storemerge261.i
}

declare i64 @llvm.smin.i64(i64, i64)

define i64 @spread_near(i64 %a0, i64 %a1, i64 %a2, i64 %a3, i64 %a4, double %a5, double %a6, ptr readonly %a7, ptr readonly %a8, ptr readonly %a9, ptr readonly %a10, ptr readonly %a11, ptr readonly %a12, ptr %a13, ptr %a14, ptr %a15, ptr %a16, ptr %a17, ptr %a18, ptr %a19, ptr %a20, ptr writeonly %a21, ptr writeonly %a22) {
done:
  %.117.i = sub i64 %a1, %a0
  %.163244.not.i = icmp slt i64 %.117.i, 1
  br i1 %.163244.not.i, label %spread_near.0.exit, label %B48.i

B48.i:                                            ; preds = %done, %spread_near.16.exit.i
  %touched_n.0248.i = phi i64 [ %touched_n.4.lcssa.i, %spread_near.16.exit.i ], [ 0, %done ]
  %total.0247.i = phi i64 [ %total.0.lcssa.i.i, %spread_near.16.exit.i ], [ 0, %done ]
  %.104.0246.i = phi i64 [ %.176.i, %spread_near.16.exit.i ], [ %a0, %done ]
  %.107.0245.i = phi i64 [ %.172.i, %spread_near.16.exit.i ], [ %.117.i, %done ]
  %.172.i = add nsw i64 %.107.0245.i, -1
  %.176.i = add i64 %.104.0246.i, 1
  %.206.i = add nsw i64 %total.0247.i, %a3
  %.208.i = icmp sgt i64 %.206.i, %a4
  br i1 %.208.i, label %spread_near.0.exit, label %B76.i

B76.i:                                            ; preds = %B48.i
  %.349235.not.i = icmp slt i64 %touched_n.0248.i, 1
  br i1 %.349235.not.i, label %B144.i, label %B106.if.i

B144.i:                                           ; preds = %B106.if.i, %B76.i
  %.411.i = add nsw i64 %.104.0246.i, %a2
  %.413.i = getelementptr double, ptr %a13, i64 %.411.i
  store double 0.000000e+00, ptr %.413.i, align 8, !noalias !9
  %.416.i = trunc i64 %.411.i to i32
  store i32 %.416.i, ptr %a18, align 4, !noalias !9
  store i32 %.416.i, ptr %a14, align 4, !noalias !9
  %.427.i = getelementptr i32, ptr %a15, i64 %.411.i
  store i32 -1, ptr %.427.i, align 4, !noalias !9
  %.431.i = getelementptr i32, ptr %a16, i64 %.411.i
  store i32 -1, ptr %.431.i, align 4, !noalias !9
  %.435.i = getelementptr i32, ptr %a17, i64 %.411.i
  store i32 0, ptr %.435.i, align 4, !noalias !9
  br label %B230.i

B230.i:                                           ; preds = %B272.i, %B144.i
  %total.1.i = phi i64 [ %total.0247.i, %B144.i ], [ %total.2.i, %B272.i ]
  %touched_n.1.i = phi i64 [ 1, %B144.i ], [ %touched_n.2.i, %B272.i ]
  %waiting.1.i = phi i64 [ 1, %B144.i ], [ %waiting.2.i, %B272.i ]
  %bucket.1.i = phi i64 [ 0, %B144.i ], [ %.464.i, %B272.i ]
  %.452.i = getelementptr i32, ptr %a14, i64 %bucket.1.i
  br label %B244.i

B244.i:                                           ; preds = %B924.i, %B230.i
  %total.2.i = phi i64 [ %total.1.i, %B230.i ], [ %total.0.lcssa.i.i, %B924.i ]
  %touched_n.2.i = phi i64 [ %touched_n.1.i, %B230.i ], [ %touched_n.4.lcssa.i, %B924.i ]
  %waiting.2.i = phi i64 [ %waiting.1.i, %B230.i ], [ %waiting.4.lcssa.i, %B924.i ]
  %.453.i = load i32, ptr %.452.i, align 4, !noalias !9
  %.458.i = sext i32 %.453.i to i64
  %.459.i = icmp slt i32 %.453.i, 0
  br i1 %.459.i, label %B272.i, label %B284.i

B272.i:                                           ; preds = %B244.i
  %.464.i = add nuw nsw i64 %bucket.1.i, 1
  br label %B230.i

B284.i:                                           ; preds = %B244.i
  %.471.i = getelementptr i32, ptr %a15, i64 %.458.i
  %.472.i = load i32, ptr %.471.i, align 4, !noalias !9
  store i32 %.472.i, ptr %.452.i, align 4, !noalias !9
  %.483.i = icmp sgt i32 %.472.i, -1
  br i1 %.483.i, label %B330.i, label %B352.i

B330.i:                                           ; preds = %B284.i
  %.482.i = zext nneg i32 %.472.i to i64
  %.493.i = getelementptr i32, ptr %a16, i64 %.482.i
  store i32 -1, ptr %.493.i, align 4, !noalias !9
  br label %B352.i

B352.i:                                           ; preds = %B330.i, %B284.i
  %.500.i = getelementptr i32, ptr %a17, i64 %.458.i
  store i32 -1, ptr %.500.i, align 4, !noalias !9
  %.503.i = add nsw i64 %waiting.2.i, -1
  %.509.i = getelementptr double, ptr %a13, i64 %.458.i
  %.510.i = load double, ptr %.509.i, align 8, !noalias !9
  %.28.i.i = getelementptr i64, ptr %a10, i64 %.458.i
  %.29.i.i = load i64, ptr %.28.i.i, align 8, !noalias !12
  %.32.i.i = getelementptr i8, ptr %.28.i.i, i64 8
  %.33.i.i = load i64, ptr %.32.i.i, align 8, !noalias !12
  %.70.i.i = sub i64 %.33.i.i, %.29.i.i
  %.11554.not.i.i = icmp slt i64 %.70.i.i, 1
  br i1 %.11554.not.i.i, label %spread_near.14.exit.i, label %B66.if.i.i

B108.i.i:                                         ; preds = %B66.if.i.i
  %.190.i.i = getelementptr i32, ptr %a11, i64 %.57.055.i.i
  %.191.i.i = load i32, ptr %.190.i.i, align 4, !noalias !12
  %.199.i.i = sext i32 %.191.i.i to i64
  %.200.i.i = getelementptr double, ptr %a19, i64 %.199.i.i
  %.201.i.i = load double, ptr %.200.i.i, align 8, !noalias !12
  %.203.i.i = fcmp olt double %.161.i.i, %.201.i.i
  br i1 %.203.i.i, label %B148.i.i, label %B212.i.i

B148.i.i:                                         ; preds = %B108.i.i
  %.210.i.i = fcmp oeq double %.201.i.i, 0x7FF0000000000000
  br i1 %.210.i.i, label %B182.i.i, label %B202.i.i

B182.i.i:                                         ; preds = %B148.i.i
  %.215.i.i = getelementptr i32, ptr %a20, i64 %total.057.i.i
  store i32 %.191.i.i, ptr %.215.i.i, align 4, !noalias !12
  %.218.i.i = add nsw i64 %total.057.i.i, 1
  br label %B202.i.i

B202.i.i:                                         ; preds = %B182.i.i, %B148.i.i
  %total.2.i.i = phi i64 [ %.218.i.i, %B182.i.i ], [ %total.057.i.i, %B148.i.i ]
  store double %.161.i.i, ptr %.200.i.i, align 8, !noalias !12
  br label %B212.i.i

B212.i.i:                                         ; preds = %B202.i.i, %B108.i.i
  %total.1.i.i = phi i64 [ %total.2.i.i, %B202.i.i ], [ %total.057.i.i, %B108.i.i ]
  %.115.i.i = icmp ugt i64 %.60.056.i.i, 1
  br i1 %.115.i.i, label %B66.if.i.i, label %spread_near.14.exit.i

B66.if.i.i:                                       ; preds = %B352.i, %B212.i.i
  %total.057.i.i = phi i64 [ %total.1.i.i, %B212.i.i ], [ %total.2.i, %B352.i ]
  %.60.056.i.i = phi i64 [ %.124.i.i, %B212.i.i ], [ %.70.i.i, %B352.i ]
  %.57.055.i.i = phi i64 [ %.128.i.i, %B212.i.i ], [ %.29.i.i, %B352.i ]
  %.124.i.i = add nsw i64 %.60.056.i.i, -1
  %.128.i.i = add i64 %.57.055.i.i, 1
  %.158.i.i = getelementptr double, ptr %a12, i64 %.57.055.i.i
  %.159.i.i = load double, ptr %.158.i.i, align 8, !noalias !12
  %.161.i.i = fadd double %.510.i, %.159.i.i
  %.167.i.i = fcmp ogt double %.161.i.i, %a5
  br i1 %.167.i.i, label %spread_near.14.exit.i, label %B108.i.i

spread_near.14.exit.i:                            ; preds = %B66.if.i.i, %B212.i.i, %B352.i
  %total.0.lcssa.i.i = phi i64 [ %total.2.i, %B352.i ], [ %total.057.i.i, %B66.if.i.i ], [ %total.1.i.i, %B212.i.i ]
  %.552.i = getelementptr i64, ptr %a7, i64 %.458.i
  %.553.i = load i64, ptr %.552.i, align 8, !noalias !9
  %.560.i = getelementptr i8, ptr %.552.i, i64 8
  %.561.i = load i64, ptr %.560.i, align 8, !noalias !9
  %.598.i = sub i64 %.561.i, %.553.i
  %.641238.not.i = icmp slt i64 %.598.i, 1
  br i1 %.641238.not.i, label %B924.i, label %B496.if.i

B574.i:                                           ; preds = %B496.if.i
  %.716.i = fcmp oeq double %.703.i, 0x7FF0000000000000
  br i1 %.716.i, label %B608.i, label %B628.i

B608.i:                                           ; preds = %B574.i
  %.721.i = getelementptr i32, ptr %a18, i64 %touched_n.4241.i
  store i32 %.693.i, ptr %.721.i, align 4, !noalias !9
  %.724.i = add nsw i64 %touched_n.4241.i, 1
  br label %B628.i

B628.i:                                           ; preds = %B608.i, %B574.i
  %touched_n.6.i = phi i64 [ %.724.i, %B608.i ], [ %touched_n.4241.i, %B574.i ]
  store double %.686.i, ptr %.702.i, align 8, !noalias !9
  %.739.i = fdiv double %.686.i, %a6
  %.5.i.i = fptosi double %.739.i to i64
  %.772.i = getelementptr i32, ptr %a17, i64 %.701.i
  %.773.i = load i32, ptr %.772.i, align 4, !noalias !9
  %.779.i = sext i32 %.773.i to i64
  %.780.i = icmp eq i64 %.5.i.i, %.779.i
  br i1 %.780.i, label %B993.i, label %B704.i

B704.i:                                           ; preds = %B628.i
  %.791.i = icmp sgt i32 %.773.i, -1
  br i1 %.791.i, label %B716.i, label %B814.i

B716.i:                                           ; preds = %B704.i
  %.796.i = getelementptr i32, ptr %a16, i64 %.701.i
  %.797.i = load i32, ptr %.796.i, align 4, !noalias !9
  %.804.i = getelementptr i32, ptr %a15, i64 %.701.i
  %.805.i = load i32, ptr %.804.i, align 4, !noalias !9
  %.811.i = icmp sgt i32 %.797.i, -1
  br i1 %.811.i, label %B760.i, label %B772.i

B760.i:                                           ; preds = %B716.i
  %.810.i = zext nneg i32 %.797.i to i64
  %.819.i = getelementptr i32, ptr %a15, i64 %.810.i
  store i32 %.805.i, ptr %.819.i, align 4, !noalias !9
  br label %B782.i

B772.i:                                           ; preds = %B716.i
  %.826.i = getelementptr i32, ptr %a14, i64 %.779.i
  store i32 %.805.i, ptr %.826.i, align 4, !noalias !9
  br label %B782.i

B782.i:                                           ; preds = %B772.i, %B760.i
  %.833.i = icmp sgt i32 %.805.i, -1
  br i1 %.833.i, label %B794.i, label %B804.i

B794.i:                                           ; preds = %B782.i
  %.832.i = zext nneg i32 %.805.i to i64
  %.839.i = getelementptr i32, ptr %a16, i64 %.832.i
  store i32 %.797.i, ptr %.839.i, align 4, !noalias !9
  br label %B804.i

B804.i:                                           ; preds = %B794.i, %B782.i
  %.851.i = add nsw i64 %waiting.4242.i, -1
  br label %B814.i

B814.i:                                           ; preds = %B804.i, %B704.i
  %waiting.7.i = phi i64 [ %.851.i, %B804.i ], [ %waiting.4242.i, %B704.i ]
  %.861.i = trunc i64 %.5.i.i to i32
  store i32 %.861.i, ptr %.772.i, align 4, !noalias !9
  %.868.i = getelementptr i32, ptr %a16, i64 %.701.i
  store i32 -1, ptr %.868.i, align 4, !noalias !9
  %.872.i = getelementptr i32, ptr %a14, i64 %.5.i.i
  %.873.i = load i32, ptr %.872.i, align 4, !noalias !9
  %.877.i = getelementptr i32, ptr %a15, i64 %.701.i
  store i32 %.873.i, ptr %.877.i, align 4, !noalias !9
  %.884.i = icmp sgt i32 %.873.i, -1
  br i1 %.884.i, label %B880.i, label %B902.i

B880.i:                                           ; preds = %B814.i
  %.883.i = zext nneg i32 %.873.i to i64
  %.893.i = getelementptr i32, ptr %a16, i64 %.883.i
  store i32 %.693.i, ptr %.893.i, align 4, !noalias !9
  br label %B902.i

B902.i:                                           ; preds = %B880.i, %B814.i
  store i32 %.693.i, ptr %.872.i, align 4, !noalias !9
  %.906.i = add nsw i64 %waiting.7.i, 1
  br label %B993.i

B924.i:                                           ; preds = %B993.i, %spread_near.14.exit.i
  %touched_n.4.lcssa.i = phi i64 [ %touched_n.2.i, %spread_near.14.exit.i ], [ %touched_n.7.i, %B993.i ]
  %waiting.4.lcssa.i = phi i64 [ %.503.i, %spread_near.14.exit.i ], [ %waiting.6.i, %B993.i ]
  %.922.i = icmp sgt i64 %waiting.4.lcssa.i, 0
  br i1 %.922.i, label %B244.i, label %B938.i

B938.i:                                           ; preds = %B924.i
  %.57.i.i = sub i64 %total.0.lcssa.i.i, %total.0247.i
  %.10238.not.i.i = icmp slt i64 %.57.i.i, 1
  br i1 %.10238.not.i.i, label %spread_near.16.exit.i, label %B36.if.i.i

B36.if.i.i:                                       ; preds = %B938.i, %B36.if.i.i
  %.47.040.i.i = phi i64 [ %.111.i.i, %B36.if.i.i ], [ %.57.i.i, %B938.i ]
  %.44.039.i.i = phi i64 [ %.115.i220.i, %B36.if.i.i ], [ %total.0247.i, %B938.i ]
  %.111.i.i = add nsw i64 %.47.040.i.i, -1
  %.115.i220.i = add i64 %.44.039.i.i, 1
  %.141.i.i = getelementptr i32, ptr %a20, i64 %.44.039.i.i
  %.142.i.i = load i32, ptr %.141.i.i, align 4, !noalias !15
  %.144.i.i = sext i32 %.142.i.i to i64
  %.145.i.i = getelementptr double, ptr %a19, i64 %.144.i.i
  %.146.i.i = load double, ptr %.145.i.i, align 8, !noalias !15
  %.148.i.i = getelementptr double, ptr %a21, i64 %.44.039.i.i
  store double %.146.i.i, ptr %.148.i.i, align 8, !noalias !15
  %.152.i.i = load i32, ptr %.141.i.i, align 4, !noalias !15
  %.154.i.i = sext i32 %.152.i.i to i64
  %.155.i.i = getelementptr double, ptr %a19, i64 %.154.i.i
  store double 0x7FF0000000000000, ptr %.155.i.i, align 8, !noalias !15
  %.102.i.i = icmp ugt i64 %.47.040.i.i, 1
  br i1 %.102.i.i, label %B36.if.i.i, label %spread_near.16.exit.i

spread_near.16.exit.i:                            ; preds = %B36.if.i.i, %B938.i
  %.966.i = sub nsw i64 %.104.0246.i, %a0
  %.970.i = getelementptr i64, ptr %a22, i64 %.966.i
  store i64 %.57.i.i, ptr %.970.i, align 8, !noalias !9
  %.163.i = icmp sgt i64 %.107.0245.i, 1
  br i1 %.163.i, label %B48.i, label %spread_near.0.exit

B993.i:                                           ; preds = %B496.if.i, %B902.i, %B628.i
  %touched_n.7.i = phi i64 [ %touched_n.6.i, %B628.i ], [ %touched_n.6.i, %B902.i ], [ %touched_n.4241.i, %B496.if.i ]
  %waiting.6.i = phi i64 [ %waiting.4242.i, %B628.i ], [ %.906.i, %B902.i ], [ %waiting.4242.i, %B496.if.i ]
  %.641.i = icmp ugt i64 %.588.0240.i, 1
  br i1 %.641.i, label %B496.if.i, label %B924.i

B106.if.i:                                        ; preds = %B76.i, %B106.if.i
  %.293.0237.i = phi i64 [ %.362.i, %B106.if.i ], [ 0, %B76.i ]
  %.362.i = add nuw nsw i64 %.293.0237.i, 1
  %.392.i = getelementptr i32, ptr %a18, i64 %.293.0237.i
  %.393.i = load i32, ptr %.392.i, align 4, !noalias !9
  %.397.i = sext i32 %.393.i to i64
  %.398.i = getelementptr double, ptr %a13, i64 %.397.i
  store double 0x7FF0000000000000, ptr %.398.i, align 8, !noalias !9
  %exitcond.not.i = icmp eq i64 %touched_n.0248.i, %.362.i
  br i1 %exitcond.not.i, label %B144.i, label %B106.if.i

B496.if.i:                                        ; preds = %spread_near.14.exit.i, %B993.i
  %waiting.4242.i = phi i64 [ %waiting.6.i, %B993.i ], [ %.503.i, %spread_near.14.exit.i ]
  %touched_n.4241.i = phi i64 [ %touched_n.7.i, %B993.i ], [ %touched_n.2.i, %spread_near.14.exit.i ]
  %.588.0240.i = phi i64 [ %.650.i, %B993.i ], [ %.598.i, %spread_near.14.exit.i ]
  %.585.0239.i = phi i64 [ %.654.i, %B993.i ], [ %.553.i, %spread_near.14.exit.i ]
  %.650.i = add nsw i64 %.588.0240.i, -1
  %.654.i = add i64 %.585.0239.i, 1
  %.683.i = getelementptr double, ptr %a9, i64 %.585.0239.i
  %.684.i = load double, ptr %.683.i, align 8, !noalias !9
  %.686.i = fadd double %.510.i, %.684.i
  %.692.i = getelementptr i32, ptr %a8, i64 %.585.0239.i
  %.693.i = load i32, ptr %.692.i, align 4, !noalias !9
  %.701.i = sext i32 %.693.i to i64
  %.702.i = getelementptr double, ptr %a13, i64 %.701.i
  %.703.i = load double, ptr %.702.i, align 8, !noalias !9
  %.705.i = fcmp uge double %.686.i, %.703.i
  %.709.i = fcmp ugt double %.686.i, %a5
  %or.cond.i = select i1 %.705.i, i1 true, i1 %.709.i
  br i1 %or.cond.i, label %B993.i, label %B574.i

spread_near.0.exit:                               ; preds = %B48.i, %spread_near.16.exit.i, %done
  %storemerge217.i = phi i64 [ %a1, %done ], [ %a1, %spread_near.16.exit.i ], [ %.104.0246.i, %B48.i ]
  ret i64 %storemerge217.i
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"spread.0: %retptr"}
!2 = distinct !{!2, !"spread.0"}
!3 = !{!4, !1}
!4 = distinct !{!4, !5, !"spread.14: %retptr"}
!5 = distinct !{!5, !"spread.14"}
!6 = !{!7, !1}
!7 = distinct !{!7, !8, !"spread.15: %retptr"}
!8 = distinct !{!8, !"spread.15"}
!9 = !{!10}
!10 = distinct !{!10, !11, !"spread_near.0: %retptr"}
!11 = distinct !{!11, !"spread_near.0"}
!12 = !{!13, !10}
!13 = distinct !{!13, !14, !"spread_near.14: %retptr"}
!14 = distinct !{!14, !"spread_near.14"}
!15 = !{!16, !10}
!16 = distinct !{!16, !17, !"spread_near.16: %retptr"}
!17 = distinct !{!17, !"spread_near.16"}
